import { request } from '@/lib/api';
import type { Me } from '@/lib/model';

const KEY = 'assay.storage-token';

/** A random string of this browser profile: it lets the server see accounts that share one. */
function storageToken(): string {
  const kept = localStorage.getItem(KEY);
  if (kept) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const token = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  localStorage.setItem(KEY, token);
  return token;
}

export function registerBrowser(): Promise<Me> {
  return request<Me>('/api/me', { method: 'PUT', json: { storageToken: storageToken() } });
}
