import { html, nothing } from 'lit';
import { until } from 'lit/directives/until.js';
import type { Kind } from './kinds';
import { kindOf } from './kinds';
import { nameOf } from './names';
import { grouped, moment } from './numbers';

/** A record as the API serves it. Values are shown by their shape, so that a field of tomorrow is shown too. */
export type Item = Record<string, any>;

/** Fields with words of the API's own, which are written as people write. */
const WORDS = new Set(['status', 'paymentStatus', 'fulfillmentStatus', 'state', 'type', 'kind', 'source', 'lifecycleStage', 'forecastCategory', 'method',
  'direction', 'role', 'stage', 'lostReason', 'purpose']);
const SHORT = new Set(['API', 'MQL', 'SQL']);
const NUMBERS = new Set(['quantity', 'days', 'numberOfEmployees', 'probability', 'rating', 'count', 'sum', 'average']);
const BEHIND = ['id', 'externalIds', 'source', 'version', 'createdAt', 'updatedAt'];

/** What people call a record. */
export function called(record: Item, kind?: Kind): string {
  const person = [record.givenName ?? record.firstName, record.familyName ?? record.lastName].filter(Boolean).join(' ');
  return record.name ?? record.orderNo ?? (person || null) ?? record.title ?? record.username ?? record.sku
    ?? record.externalIds?.[0]?.id ?? `${kind?.one ?? ''} ${tail(record.id ?? '')}`.trim();
}

export function tail(id: string): string { return `…${id.slice(-8)}`; }

export function words(constant: string): string {
  if (SHORT.has(constant)) return constant;
  const text = constant.toLowerCase().replace(/_/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const TITLES: Record<string, string> = { occurredOn: 'Day', occurredAt: 'Time', externalIds: 'Known elsewhere as', sku: 'SKU' };

export function titleOf(field: string): string {
  if (TITLES[field]) return TITLES[field];
  const text = field.replace(/Id$/, '').replace(/(?<=[a-z])(On|At)$/, '').replace(/([A-Z])/g, ' $1').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function isNumber(field: string, value: unknown): boolean {
  return NUMBERS.has(field) || (typeof value === 'object' && value !== null && 'amount' in value);
}

/** One field of a record, with other records as links to their pages. */
export function show(kind: Kind, field: string, record: Item): unknown {
  const value = record[field];
  if (value === null || value === undefined || value === '') return html`<span class="quiet">–</span>`;
  const other = kind.refs[field];
  if (other) return link(other, String(value));
  if (WORDS.has(field) && typeof value === 'string') return words(value);
  return plain(value);
}

export function link(other: string, id: string) {
  return html`<a href="#/${other}/${id}">${named(other, id)}</a>`;
}

/** The name of another record, as soon as it is known. */
export function named(other: string, id: string) { return until(nameOf(kindOf(other)!, id), tail(id)); }

function plain(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return Math.abs(value) < 10_000 ? String(value) : grouped(String(value));
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? moment(value) : value;
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'object' ? known(one).join(' ') : String(one))).join(', ');
  const said = value as Item;
  if ('amount' in said && 'currency' in said) return `${grouped(said.amount)} ${said.currency}`;
  if (Object.keys(said).every((key) => /^\d+$/.test(key))) {
    return Object.entries(said).map(([key, count]) => `${key}: ${plain(count)}`).join(', ');
  }
  return known(said).join(', ');
}

function known(said: Item): string[] {
  return Object.values(said).filter((one) => one !== null && typeof one !== 'object').map(String);
}

/** The fields of a record that have a value, as pairs of name and value; times with their precision are one pair. */
export function fields(kind: Kind, record: Item): [string, unknown][] {
  const heading = record.id && called(record, kind);
  return Object.keys(record).filter((field) => !BEHIND.includes(field) && !(kind.skip ?? []).includes(field))
    .filter((field) => record[field] !== heading)
    .filter((field) => !emptied(record[field]) && !told(field, record))
    .map((field) => [titleOf(field), show(kind, field, record)]);
}

/** Where a record comes from and how it is known elsewhere. */
export function behind(kind: Kind, record: Item): [string, unknown][] {
  return BEHIND.filter((field) => !emptied(record[field]))
    .map((field) => [field === 'id' ? 'Id' : titleOf(field), field === 'externalIds'
      ? record.externalIds.map((one: Item, at: number) => html`${at ? ', ' : nothing}${one.system}: ${one.id}`) : show(kind, field, record)]);
}

function emptied(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)
    || (typeof value === 'object' && !Array.isArray(value) && Object.values(value as Item).every((one) => one === null));
}

/** Whether another field says the same: the day stands for an instant that is known to the day only, and the other way round. */
function told(field: string, record: Item): boolean {
  if (/[pP]recision$/.test(field)) return true;
  const moment = /^(\w+)(At|On)$/.exec(field);
  if (!moment || !(`${moment[1]}At` in record && `${moment[1]}On` in record)) return false;
  const precision = record[`${moment[1]}Precision`] ?? record.precision;
  return (precision === 'DAY') === (moment[2] === 'At');
}
