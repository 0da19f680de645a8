/** Talks to the gateway this page came from. The token lives in this tab only and goes nowhere else. */
export interface Problem { status: number; code: string; detail: string; requestId?: string }

const KEY = 'tandem.token';

export class ApiError extends Error {
  constructor(readonly problem: Problem) { super(problem.detail); }
}

export interface Caller { username: string; roles: string[] }

export function token(): string | null { return sessionStorage.getItem(KEY); }

export function caller(): Caller | null {
  const claims = token()?.split('.')[1];
  if (!claims) return null;
  try {
    const read = JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/')));
    if (read.exp * 1000 <= Date.now()) return null;
    return { username: read.preferred_username ?? read.sub, roles: read.groups ?? [] };
  } catch {
    return null;
  }
}

export function signOut(): void { sessionStorage.removeItem(KEY); }

export async function signIn(username: string, password: string): Promise<void> {
  const reply = await fetch('/auth/token', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username, password }),
  });
  if (reply.status === 404) {
    throw new ApiError({ status: 404, code: 'no-local-log-in',
      detail: 'This deployment has no local log-ins. Sign in through your company\'s identity provider.' });
  }
  if (!reply.ok) throw await problem(reply);
  sessionStorage.setItem(KEY, (await reply.json()).access_token);
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  let reply: Response;
  try {
    reply = await fetch(path, { headers: { Authorization: `Bearer ${token()}` }, signal });
  } catch (broken) {
    if (signal?.aborted) throw broken;
    throw new ApiError({ status: 0, code: 'unreachable', detail: 'The gateway cannot be reached.' });
  }
  if (reply.status === 401) {
    signOut();
    window.dispatchEvent(new CustomEvent('tandem-signed-out'));
  }
  if (!reply.ok) throw await problem(reply);
  return await reply.json();
}

async function problem(reply: Response): Promise<ApiError> {
  try {
    return new ApiError(await reply.json());
  } catch {
    return new ApiError({ status: reply.status, code: 'unexpected', detail: `The reply was ${reply.status} without a reason.` });
  }
}

/** What to tell a person about a failed call, in one sentence. */
export function inWords(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong in this page.';
  const { status, detail, requestId } = error.problem;
  if (status === 403) return 'Your role does not see this figure.';
  if (status === 404) return 'This is not available yet.';
  if (status === 502 || status === 503 || status === 504) return 'The service does not answer just now. Try again shortly.';
  return requestId ? `${detail} (request ${requestId})` : detail;
}
