/** One request to the server; every failure leaves as an `ApiProblem`. */

export interface FieldError {
  field: string;
  detail: string;
}

/** An RFC 9457 problem; status 0 says that no answer came at all. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly slug: string;
  readonly traceId: string | null;
  readonly errors: FieldError[];

  constructor(status: number, slug: string, detail: string, traceId: string | null = null, errors: FieldError[] = []) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.slug = slug;
    this.traceId = traceId;
    this.errors = errors;
  }

  /** Whether the same request may succeed later without a change by the sender. */
  get passing(): boolean {
    return [0, 401, 408, 425, 429].includes(this.status) || this.status >= 500;
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  json?: unknown;
  text?: { type: string; body: string };
  file?: File;
  idempotencyKey?: string;
  keepalive?: boolean;
}

let accessToken: string | null = null;
let onUnauthorized: () => void = () => {};

/** The bearer of all later requests, and what to do when the server no longer accepts it. */
export function setCredentials(token: string | null, unauthorized: () => void): void {
  accessToken = token;
  onUnauthorized = unauthorized;
}

export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  return (response.status === 204 ? null : await response.json()) as T;
}

export async function requestBlob(path: string): Promise<Blob> {
  return (await send(path, {})).blob();
}

export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json, application/problem+json, */*;q=0.5' });
  if (accessToken) headers.set('Authorization', `Bearer ${accessToken}`);
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
  let body: string | File | undefined;
  if (options.json !== undefined) {
    headers.set('Content-Type', 'application/json');
    body = JSON.stringify(options.json);
  } else if (options.file) {
    headers.set('Content-Type', 'application/octet-stream');
    body = options.file;
  } else if (options.text) {
    headers.set('Content-Type', options.text.type);
    body = options.text.body;
  }
  const method = options.method ?? 'GET';
  const response = await fetch(path, { method, headers, body, keepalive: options.keepalive }).catch(
    (cause: unknown) => {
      throw new ApiProblem(0, 'unreachable', String(cause));
    },
  );
  if (response.ok) return response;
  if (response.status === 401) onUnauthorized();
  throw await toProblem(response);
}

async function toProblem(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => ({}))) as {
    type?: string;
    title?: string;
    detail?: string;
    traceId?: string;
    errors?: FieldError[];
  };
  const slug = /^urn:assay:problem:(.+)$/.exec(body.type ?? '')?.[1] ?? `status-${response.status}`;
  const detail = body.detail ?? body.title ?? response.statusText;
  return new ApiProblem(response.status, slug, detail, body.traceId ?? null, body.errors ?? []);
}
