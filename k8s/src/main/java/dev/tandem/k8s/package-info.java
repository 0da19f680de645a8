/** What stands beside the manifests: the program that makes their secrets, and, among the tests, what checks them. */
@org.jspecify.annotations.NullMarked
package dev.tandem.k8s;
