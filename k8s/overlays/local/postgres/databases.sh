#!/bin/sh
# One database for each service, owned by the role that migrates it; the service works with the other role.
set -eu
for name in accounts orders metrics; do
  upper=$(printf '%s' "$name" | tr '[:lower:]' '[:upper:]')
  eval "app=\$${upper}_APP_USERNAME app_password=\$${upper}_APP_PASSWORD"
  eval "owner=\$${upper}_OWNER_USERNAME owner_password=\$${upper}_OWNER_PASSWORD"
  psql -v ON_ERROR_STOP=1 -U postgres -v name="$name" -v app="$app" -v app_password="$app_password" \
    -v owner="$owner" -v owner_password="$owner_password" <<'SQL'
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"app" LOGIN PASSWORD :'app_password';
CREATE DATABASE :"name" OWNER :"owner";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"app";
SQL
  psql -v ON_ERROR_STOP=1 -U postgres -d "$name" -v app="$app" -v owner="$owner" <<'SQL'
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"app";
SQL
done
