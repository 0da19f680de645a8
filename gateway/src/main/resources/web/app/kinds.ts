import type { Item } from './values';

/** What the console knows of each kind of record: where it is served, who may read it, and which of its fields go where. */
export type ModelId = 'B2B' | 'B2C';

/** A column shows a field, or another one of records that lack it; a wide one is left out on a phone. */
export interface Column { field: string; or?: string; title?: string; sort?: string; wide?: boolean }

/** A table below the fields of a record: rows it holds itself, rows served beside it, or records that point to it. */
export type Part = { title: string } & (
  { own: (record: Item) => Item[]; columns: Column[] } | { at: string; columns?: Column[] } | { of: string; by: string });

export interface Kind {
  id: string; model: ModelId; one: string; many: string; path: string; readers: string[]; menu: boolean;
  /** What a search finds a record by, as the API documents it. */
  searched: string;
  sort: string; choice?: { field: string; title: string; options: string[] };
  columns: Column[]; refs: Record<string, string>; parts: Part[]; skip?: string[];
}

const ALL_B2B = ['sales', 'sales-manager', 'customer-success', 'marketing', 'finance', 'analyst', 'admin'];
const ALL_B2C = ['shop', 'support', 'admin', 'analyst', 'marketing', 'finance', 'shopper'];

function kind(model: ModelId, id: string, one: string, many: string, said: Partial<Kind>): Kind {
  return { id, model, one, many, path: `/api/v1/${model.toLowerCase()}/${id}`, menu: true, searched: 'name',
    sort: '-createdAt', readers: model === 'B2B' ? ALL_B2B : ALL_B2C, columns: [], refs: {}, parts: [], ...said };
}

const NAME: Column = { field: 'name', sort: 'name' };
const DEALS: Part = { title: 'Opportunities', of: 'opportunities', by: 'accountId' };
const ORDER_NO: Column = { field: 'orderNo', title: 'Order' };
const TRANSACTIONS: Column[] = [{ field: 'occurredOn', title: 'Day' }, { field: 'type' }, { field: 'state', wide: true }, { field: 'method', wide: true },
  { field: 'amount' }, { field: 'reference', wide: true }, { field: 'reason', wide: true }];

export const KINDS: Kind[] = [
  kind('B2B', 'accounts', 'Account', 'Accounts', {
    searched: 'name, legal name, domain', sort: 'name', choice: { field: 'status', title: 'Status', options: ['ACTIVE', 'INACTIVE'] },
    columns: [NAME, { field: 'industry' }, { field: 'type', wide: true }, { field: 'numberOfEmployees', title: 'Employees', wide: true },
      { field: 'annualRevenue', wide: true }, { field: 'ownerId', title: 'Owner', wide: true }],
    refs: { ownerId: 'sales-users', teamId: 'teams', parentAccountId: 'accounts' },
    parts: [DEALS, { title: 'Contacts', of: 'contacts', by: 'accountId' }, { title: 'Subsidiaries', of: 'accounts', by: 'parentAccountId' }],
  }),
  kind('B2B', 'contacts', 'Contact', 'Contacts', {
    searched: 'name, title, e-mail', choice: { field: 'status', title: 'Status', options: ['ACTIVE', 'ERASED'] },
    columns: [{ field: 'id', title: 'Contact' }, { field: 'title', title: 'Position' }, { field: 'email', wide: true },
      { field: 'country', wide: true }, { field: 'ownerId', title: 'Owner' }],
    refs: { ownerId: 'sales-users', teamId: 'teams', accountId: 'accounts' },
    parts: [
      { title: 'Accounts', own: (contact) => contact.accounts, columns: [{ field: 'accountId', title: 'Account' }, { field: 'role' },
        { field: 'isActive', title: 'Active' }, { field: 'isPrimary', title: 'First contact', wide: true }] },
      { title: 'Consents', own: (contact) => contact.consents, columns: [{ field: 'purpose' }, { field: 'grantedOn', title: 'Granted' },
        { field: 'withdrawnOn', title: 'Withdrawn' }, { field: 'evidence', wide: true }] }],
    skip: ['accounts', 'consents'],
  }),
  kind('B2B', 'opportunities', 'Opportunity', 'Opportunities', {
    searched: 'name, account', sort: '-openedOn', choice: { field: 'isClosed', title: 'State', options: ['false', 'true'] },
    columns: [NAME, { field: 'accountId', title: 'Account', wide: true }, { field: 'stage' }, { field: 'amount' },
      { field: 'openedOn', title: 'Opened', sort: 'openedOn', wide: true }, { field: 'closedOn', title: 'Closed', wide: true },
      { field: 'ownerId', title: 'Owner', wide: true }],
    refs: { accountId: 'accounts', ownerId: 'sales-users', teamId: 'teams', pipelineId: 'pipelines', productId: 'b2b-products' },
    parts: [
      { title: 'Lines', own: (deal) => deal.lines, columns: [{ field: 'lineNo', title: 'Line', wide: true }, { field: 'productId', title: 'Product' },
        { field: 'quantity' }, { field: 'amount' }] },
      { title: 'Stages', at: 'history', columns: [{ field: 'stage' }, { field: 'enteredOn', title: 'Entered' },
        { field: 'exitedOn', title: 'Left' }, { field: 'days' }, { field: 'direction', wide: true }, { field: 'amount', wide: true },
        { field: 'reason', wide: true }] }],
    skip: ['stageId', 'lines', 'isClosed', 'isWon', 'openedOnEstimated', 'probabilityOverridden'],
  }),
  kind('B2C', 'orders', 'Order', 'Orders', {
    searched: 'order number', sort: '-occurredAt', choice: { field: 'status', title: 'Status',
      options: ['PENDING_PAYMENT', 'CONFIRMED', 'PROCESSING', 'COMPLETED', 'ON_HOLD', 'CANCELLED', 'EXPIRED'] },
    columns: [ORDER_NO, { field: 'occurredOn', title: 'Day', sort: 'occurredAt' }, { field: 'customerId', title: 'Customer', wide: true },
      { field: 'status' }, { field: 'paymentStatus', title: 'Payment', wide: true }, { field: 'channel', wide: true },
      { field: 'country', wide: true }, { field: 'total' }],
    refs: { customerId: 'customers', productId: 'b2c-products' },
    parts: [
      { title: 'Lines', own: (order) => order.lines, columns: [{ field: 'lineNo', title: 'Line', wide: true },
        { field: 'productId', or: 'description', title: 'Product' }, { field: 'quantity' }, { field: 'unitPrice', wide: true },
        { field: 'lineTotal', title: 'Total' }] },
      { title: 'Payments', own: (order) => order.payments.flatMap((payment: Item) =>
        payment.transactions.map((entry: Item) => ({ ...entry, method: payment.method }))), columns: TRANSACTIONS },
      { title: 'Reviews', of: 'reviews', by: 'orderId' }],
    skip: ['orderNo', 'lines', 'payments'],
  }),
  kind('B2C', 'reviews', 'Review', 'Reviews', {
    searched: 'title, text', sort: '-occurredAt',
    choice: { field: 'state', title: 'State', options: ['PENDING', 'APPROVED', 'REJECTED', 'HIDDEN'] },
    columns: [{ field: 'title', title: 'Review' }, { field: 'rating', title: 'Stars', sort: 'rating' },
      { field: 'productId', title: 'Product', wide: true }, { field: 'state' }, { field: 'verifiedPurchase', title: 'Verified', wide: true },
      { field: 'occurredOn', title: 'Day', sort: 'occurredAt' }],
    refs: { productId: 'b2c-products', customerId: 'customers', orderId: 'orders' }, skip: ['title'],
  }),
  kind('B2C', 'customers', 'Customer', 'Customers', {
    searched: 'name, e-mail', choice: { field: 'status', title: 'Status', options: ['ACTIVE', 'ERASED'] },
    columns: [{ field: 'id', title: 'Customer' }, { field: 'country' }, { field: 'status' }, { field: 'email', wide: true },
      { field: 'createdAt', title: 'Known since', sort: 'createdAt', wide: true }],
    parts: [{ title: 'Orders', of: 'orders', by: 'customerId' }, { title: 'Reviews', of: 'reviews', by: 'customerId' }],
  }),
  kind('B2C', 'b2c-products', 'Product', 'Products', {
    path: '/api/v1/b2c/products', menu: false, searched: 'SKU, name', sort: 'sku',
    columns: [{ field: 'name' }, { field: 'sku', title: 'SKU', sort: 'sku' }, { field: 'status' }, { field: 'price' }],
    parts: [{ title: 'Rating', at: 'rating-summary' }, { title: 'Reviews', of: 'reviews', by: 'productId' }],
  }),
  kind('B2B', 'b2b-products', 'Product', 'Products', {
    path: '/api/v1/b2b/products', menu: false, searched: 'SKU, name', sort: 'sku',
    columns: [NAME, { field: 'sku', title: 'SKU', sort: 'sku' }, { field: 'family', wide: true }, { field: 'listPrice' }],
  }),
  kind('B2B', 'sales-users', 'Sales user', 'Sales users', {
    menu: false, sort: 'username', columns: [{ field: 'username', sort: 'username' }, { field: 'region' }, { field: 'active' }],
    refs: { managerId: 'sales-users', teamId: 'teams' },
    parts: [{ title: 'Opportunities', of: 'opportunities', by: 'ownerId' }],
  }),
  kind('B2B', 'teams', 'Team', 'Teams', {
    menu: false, sort: 'code', columns: [{ field: 'name' }, { field: 'code', sort: 'code' }, { field: 'region' }],
    refs: { managerId: 'sales-users' }, parts: [{ title: 'Opportunities', of: 'opportunities', by: 'teamId' }],
  }),
  kind('B2B', 'pipelines', 'Pipeline', 'Pipelines', {
    menu: false, sort: 'code', columns: [{ field: 'name' }, { field: 'code', sort: 'code' }], skip: ['stages'],
    parts: [{ title: 'Stages', own: (pipeline) => pipeline.stages, columns: [{ field: 'code', title: 'Stage' }, { field: 'probability' },
      { field: 'isClosed', title: 'Closed' }, { field: 'isWon', title: 'Won' }] }],
  }),
];

export function kindOf(id: string): Kind | undefined { return KINDS.find((known) => known.id === id); }

/** The page of a record that the API names by its path; nothing where the console has none for its kind. */
export function pageOf(path: string): string | undefined {
  const cut = path.lastIndexOf('/');
  const found = KINDS.find((known) => known.path === path.slice(0, cut));
  return found && `#/${found.id}/${path.slice(cut + 1)}`;
}
