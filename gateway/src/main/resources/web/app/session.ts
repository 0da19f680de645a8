/** Who is signed in. The token lives in this tab only and goes nowhere else. */
export interface Caller { username: string; roles: string[] }

const KEY = 'tandem.token';
const ENDED = 'tandem-signed-out';

export function token(): string | null { return sessionStorage.getItem(KEY); }

export function keep(accessToken: string): void { sessionStorage.setItem(KEY, accessToken); }

export function signOut(): void { sessionStorage.removeItem(KEY); }

export function caller(): Caller | null {
  const said = claims();
  return said && said.exp * 1000 > Date.now() ? { username: said.preferred_username ?? said.sub, roles: said.groups ?? [] } : null;
}

/** Whether there was a session that time has ended. */
export function hasExpired(): boolean { return token() !== null && caller() === null; }

/** Ends the session for the whole page: the token is refused or has run out. */
export function end(): void {
  signOut();
  dispatchEvent(new CustomEvent(ENDED));
}

export function onEnd(tell: () => void): void { addEventListener(ENDED, tell); }

/** Leaves the page when the token runs out, so that nobody works on with figures that can no longer be asked for. */
export function endInTime(): void {
  const said = claims();
  if (!said) return;
  const watched = token();
  // Longer waits than setTimeout can count are taken in turns.
  const wait = Math.min(said.exp * 1000 - Date.now(), 2_000_000_000);
  setTimeout(() => {
    if (token() !== watched) return;
    if (hasExpired()) end();
    else endInTime();
  }, Math.max(wait, 0) + 50);
}

function claims(): { exp: number; sub: string; preferred_username?: string; groups?: string[] } | null {
  const part = token()?.split('.')[1];
  if (!part) return null;
  try {
    return JSON.parse(new TextDecoder().decode(
      Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))));
  } catch {
    return null;
  }
}
