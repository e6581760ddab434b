import { delay, http, HttpResponse } from 'msw';
import { database, mockToken, roleNamed, subjectOf } from './database';

const TOKEN_ADDRESS = '0x5FbDB2315678afecb367f032d93F642f64180aa3';

/** Accounts `labeler`, `requester`, `admin`, `admin2` and `admin3`, each with its name and `-demo` as the password. */
export const identityHandlers = [
  http.get('*/api/configuration', ({ request }) =>
    HttpResponse.json({
      issuer: `${new URL(request.url).origin}/idp`,
      clientId: 'assay-web',
      embedded: true,
      token: { symbol: 'ASY', decimals: 18, address: TOKEN_ADDRESS },
      chainId: 31337,
      vaultAddress: '0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512',
    }),
  ),

  http.get('*/api/me', ({ request }) => {
    const subject = subjectOf(request);
    return subject ? HttpResponse.json(account(subject)) : unauthorized();
  }),

  http.put('*/api/me', async ({ request }) => {
    const change = (await request.json()) as { walletAddress?: string };
    if (change.walletAddress) {
      if (/^0x0{40}$/.test(change.walletAddress)) {
        return problem(422, 'bad-wallet', 'The zero address belongs to nobody.', 'walletAddress');
      }
      database.wallet = change.walletAddress;
    }
    return HttpResponse.json(account(subjectOf(request) ?? 'labeler'));
  }),

  http.put('*/api/me/consent', async ({ request }) => {
    database.deviceBinding = ((await request.json()) as { deviceBinding: boolean }).deviceBinding;
    return HttpResponse.json(account(subjectOf(request) ?? 'labeler'));
  }),

  http.get('*/idp/.well-known/openid-configuration', ({ request }) => {
    const issuer = `${new URL(request.url).origin}/idp`;
    return HttpResponse.json({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      end_session_endpoint: `${issuer}/logout`,
    });
  }),

  http.get('*/idp/authorize', ({ request }) => signInPage(new URL(request.url).search)),

  http.post('*/idp/authorize', async ({ request }) => {
    const { searchParams, search } = new URL(request.url);
    const form = new URLSearchParams(await request.text());
    const name = form.get('username') ?? '';
    if (form.get('password') !== `${name}-demo`) return signInPage(search);
    const back = new URL(searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', name);
    back.searchParams.set('state', searchParams.get('state') ?? '');
    return redirect(back);
  }),

  http.post('*/idp/token', async ({ request }) => {
    await delay(50);
    const form = new URLSearchParams(await request.text());
    const subject = form.get('code') ?? '';
    return HttpResponse.json({
      access_token: mockToken(subject),
      id_token: idToken(subject, new URL(request.url).origin),
      token_type: 'Bearer',
      expires_in: 3600,
    });
  }),

  http.get('*/idp/logout', ({ request }) =>
    redirect(new URL(new URL(request.url).searchParams.get('post_logout_redirect_uri') ?? '')),
  ),
];

export function problem(status: number, slug: string, detail: string, field?: string) {
  const body = {
    type: `urn:assay:problem:${slug}`,
    title: slug,
    status,
    detail,
    errors: field ? [{ field, detail }] : [],
  };
  return HttpResponse.json(body, { status, headers: { 'Content-Type': 'application/problem+json' } });
}

function unauthorized() {
  return problem(401, 'unauthorized', 'Sign in first.');
}

function account(subject: string) {
  const role = roleNamed(subject);
  return {
    id: `id-${subject}`,
    name: subject,
    role,
    walletAddress: role === 'labeler' ? database.wallet : null,
    createdAt: '2026-11-01T00:00:00Z',
    deviceBinding: role === 'labeler' ? database.deviceBinding : null,
  };
}

function idToken(subject: string, origin: string): string {
  const encode = (part: object) => btoa(JSON.stringify(part)).replace(/=+$/, '');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: `${origin}/idp`, aud: 'assay-web', sub: subject, name: subject, iat: now, exp: now + 3600 };
  return `${encode({ alg: 'none' })}.${encode(claims)}.none`;
}

function redirect(to: URL) {
  return new HttpResponse(null, { status: 303, headers: { Location: to.href } });
}

function signInPage(search: string) {
  return HttpResponse.html(`<!doctype html><html lang="en"><title>Sign in</title>
    <form method="post" action="/idp/authorize${search.replaceAll('"', '')}">
    <label>Username <input name="username"></label><label>Password <input name="password" type="password"></label>
    <button>Sign in</button></form></html>`);
}
