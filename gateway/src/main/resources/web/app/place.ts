import type { Kind, ModelId } from './kinds';
import { KINDS, kindOf } from './kinds';
import type { View } from './model';
import { readView } from './model';
import type { Caller } from './session';

/** Where the reader is. It all lives in the address, so that every page can be sent on, reloaded and gone back to. */
export type Place = { page: 'figures'; view: View } | { page: 'list'; kind: Kind; asked: URLSearchParams }
  | { page: 'record'; kind: Kind; id: string } | { page: 'nowhere' };

const FIGURES: Record<ModelId, string[]> = {
  B2B: ['analyst', 'admin', 'marketing', 'finance', 'sales-manager', 'sales'],
  B2C: ['analyst', 'admin', 'marketing', 'finance', 'shop', 'support'],
};

export function readPlace(hash: string): Place {
  const [path, query] = hash.replace(/^#\/?/, '').split('?');
  const asked = new URLSearchParams(query ?? '');
  const [name, id, ...rest] = path.split('/');
  if (name === 'b2b' || name === 'b2c') return { page: 'figures', view: readView(name === 'b2b' ? 'B2B' : 'B2C', asked) };
  const kind = kindOf(name);
  if (!kind || rest.length) return { page: 'nowhere' };
  return id ? { page: 'record', kind, id } : { page: 'list', kind, asked };
}

export function modelOf(place: Place): ModelId | undefined {
  return place.page === 'figures' ? place.view.model : place.page === 'nowhere' ? undefined : place.kind.model;
}

/** What a caller is offered; the API decides what he really may see. */
export function seesFigures(who: Caller, model: ModelId): boolean { return who.roles.some((role) => FIGURES[model].includes(role)); }

export function menuOf(who: Caller, model: ModelId): Kind[] {
  return KINDS.filter((kind) => kind.model === model && kind.menu && who.roles.some((role) => kind.readers.includes(role)));
}

/** The first page of one business, or of both, that the caller may see. */
export function homeOf(who: Caller, models: ModelId[] = ['B2B', 'B2C']): string | undefined {
  const figures = models.find((model) => seesFigures(who, model));
  if (figures) return `#/${figures.toLowerCase()}`;
  const kind = models.flatMap((model) => menuOf(who, model))[0];
  return kind && `#/${kind.id}`;
}

/** The address of a list; what is empty is left out. */
export function listAt(kind: Kind, asked: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
  return `#/${kind.id}${query.size ? '?' + query : ''}`;
}
