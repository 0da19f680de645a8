import { end, keep, token } from './session';

/** Talks to the gateway this page came from, and to nobody else. */
export interface Problem { status: number; code: string; detail: string; requestId?: string }

export class ApiError extends Error {
  constructor(readonly problem: Problem) { super(problem.detail); }
}

export async function signIn(username: string, password: string): Promise<void> {
  const reply = await ask('/auth/token', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username, password }),
  });
  if (reply.status === 404) {
    throw new ApiError({ status: 404, code: 'no-local-log-in',
      detail: 'This deployment has no local log-ins. Sign in through your company\'s identity provider.' });
  }
  if (!reply.ok) throw await problem(reply);
  keep((await reply.json()).access_token);
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const used = token();
  const reply = await ask(path, { headers: { Authorization: `Bearer ${used}` }, signal });
  if (reply.status === 401 && token() === used) end();
  if (!reply.ok) throw await problem(reply);
  return await reply.json();
}

async function ask(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, request);
  } catch (broken) {
    if (request.signal?.aborted) throw broken;
    throw new ApiError({ status: 0, code: 'unreachable', detail: 'The gateway cannot be reached.' });
  }
}

async function problem(reply: Response): Promise<ApiError> {
  const unexpected = { status: reply.status, code: 'unexpected', detail: `The reply was ${reply.status} without a reason.` };
  try {
    const said = await reply.json();
    return new ApiError(said.detail ? said : unexpected);
  } catch {
    return new ApiError(unexpected);
  }
}

/** What to tell a person about a failed call: the API's own sentence, with the request id where we are at fault. */
export function inWords(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong in this page.';
  const { status, detail, requestId } = error.problem;
  return status >= 500 && requestId ? `${detail} (request ${requestId})` : detail;
}
