import { get } from './api';
import type { Kind } from './kinds';
import { onEnd, caller } from './session';
import { called } from './values';

/** Names of records that others point to, asked for once. What the caller may not read keeps the end of its id for a name. */
const asked = new Map<string, Promise<string>>();

export function nameOf(kind: Kind, id: string): Promise<string> {
  const path = `${kind.path}/${id}`;
  if (!asked.has(path)) asked.set(path, read(kind, path, id));
  return asked.get(path)!;
}

/** Another caller may see other records. */
export function forgetNames(): void { asked.clear(); }
onEnd(forgetNames);

async function read(kind: Kind, path: string, id: string): Promise<string> {
  const nameless = called({ id }, kind);
  if (!caller()?.roles.some((role) => kind.readers.includes(role))) return nameless;
  try {
    return called(await get(path), kind);
  } catch {
    return nameless;
  }
}
