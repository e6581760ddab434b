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

/** Coarse traits of the device, in a fixed order: many people share them, few share them with one network too. */
function deviceTraits(): string {
  return [
    Intl.DateTimeFormat().resolvedOptions().timeZone,
    navigator.language,
    `${screen.width}x${screen.height}x${screen.colorDepth}`,
    window.devicePixelRatio,
    navigator.hardwareConcurrency,
    navigator.maxTouchPoints,
    /\(([^)]*)\)/.exec(navigator.userAgent)?.[1] ?? '',
  ]
    .join('|')
    .slice(0, 500);
}

/** Only for who agreed: reading and sending these takes consent. */
export function registerBrowser(): Promise<Me> {
  return request<Me>('/api/me', { method: 'PUT', json: { storageToken: storageToken(), device: deviceTraits() } });
}

/** Keeps the answer with the server; after a refusal nothing stays in this browser either. */
export async function decideDevice(deviceBinding: boolean): Promise<Me> {
  const me = await request<Me>('/api/me/consent', { method: 'PUT', json: { deviceBinding } });
  if (!deviceBinding) localStorage.removeItem(KEY);
  return me;
}
