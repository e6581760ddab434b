/**
 * A farm that a person can sign in to: the account `labeler` and three others hand in one answer sheet and
 * are paid to one wallet, among eight honest people. Played through the API of a server with the embedded
 * issuer, so that the case rests on two families of evidence, identity and answers.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { baseUrl } from './browser.mjs';

const labels = ['pothole', 'debris', 'ice', 'flooding'];
const items = 60;
const honest = ['ann', 'bob', 'cyd', 'dee', 'eve', 'fay', 'gus', 'hal'];
const mirrors = ['mirror-1', 'mirror-2', 'mirror-3'];
const priceBaseUnits = 1_000;
const waitMs = 90_000;

/** A number from 0 to 1 that is the same for the same words on every run. */
function chance(...words) {
  return createHash('sha256').update(words.join('/')).digest().readUInt32BE(0) / 2 ** 32;
}

const other = (right, ...words) => {
  const wrong = labels.filter((label) => label !== right);
  return wrong[Math.floor(chance('other', ...words) * wrong.length)];
};

const truthOf = (item) => labels[Math.floor(chance('truth', item) * labels.length)];

/** Honest people err each by themselves; the farm errs by its sheet, and alters few answers of it. */
function answerOf(name, item) {
  const truth = truthOf(item);
  if (honest.includes(name)) return chance('skill', name, item) < 0.85 ? truth : other(truth, name, item);
  const sheet = chance('sheet', item) < 0.5 ? truth : other(truth, 'sheet', item);
  return chance('alters', name, item) < 0.04 ? other(sheet, name, item) : sheet;
}

async function call(method, path, { token, json, text, form, status = [200, 201, 202, 204] } = {}) {
  const headers = {};
  let body;
  if (token) headers.Authorization = `Bearer ${token}`;
  if (method === 'POST' && !form) headers['Idempotency-Key'] = randomUUID();
  if (json) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(json);
  } else if (text) {
    headers['Content-Type'] = 'text/csv';
    body = text;
  } else if (form) {
    body = new URLSearchParams(form);
  }
  const response = await fetch(`${baseUrl}${path}`, { method, headers, body, redirect: 'manual' });
  if (!status.includes(response.status)) {
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  }
  return response;
}

/** Signs in by name and password, as a browser does, with a code and its proof key. */
async function tokenOf(username) {
  const verifier = randomBytes(32).toString('base64url');
  const client = { client_id: 'assay-web', redirect_uri: `${baseUrl}/signed-in` };
  const signedIn = await call('POST', '/idp/authorize', {
    form: {
      ...client,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      username,
      password: `${username}-demo`,
    },
    status: [302, 303],
  });
  const code = new URL(signedIn.headers.get('location'), baseUrl).searchParams.get('code');
  const form = { ...client, grant_type: 'authorization_code', code, code_verifier: verifier };
  return (await (await call('POST', '/idp/token', { form })).json()).access_token;
}

async function actAs(adminToken, name) {
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: adminToken,
    requested_subject: `dispute-${name}`,
    requested_name: name,
  };
  return (await (await call('POST', '/idp/token', { form })).json()).access_token;
}

async function openDataset(token, name) {
  const made = await call('POST', '/api/datasets', {
    token,
    json: {
      name,
      schema: { type: 'choice', question: 'Which hazard?', options: labels.map((value) => ({ value, title: value })) },
      priceBaseUnits: String(priceBaseUnits),
      redundancyMin: 1,
      redundancyMax: honest.length + mirrors.length + 1,
      targetConfidence: 1,
      goldShare: 0,
      leaseSeconds: 3_600,
    },
  });
  const path = `/api/datasets/${(await made.json()).id}`;
  const rows = Array.from({ length: items }, (_, item) => `item-${item},Report number ${item}`);
  await call('POST', `${path}/items`, { token, text: `key,text\n${rows.join('\n')}\n` });
  const cost = priceBaseUnits * items * (honest.length + mirrors.length + 1);
  await call('POST', `${path}/funding`, { token, json: { amountBaseUnits: String(cost) } });
  await call('POST', `${path}/open`, { token, json: {} });
  return path;
}

/** Leases every item to one account and answers it. */
async function answerAll(adminToken, datasetId, { name, subject, token }) {
  const all = Array.from({ length: items }, (_, item) => item);
  const leased = await call('POST', '/api/replay/assignments', {
    token: adminToken,
    json: { datasetId, leases: all.map((item) => ({ subject, key: `item-${item}` })) },
  });
  const { assignments } = await leased.json();
  await Promise.all(
    assignments.map(({ id }, item) =>
      call('PUT', `/api/assignments/${id}/submission`, { token, json: { label: answerOf(name, item) } }),
    ),
  );
}

/** Plays the crowd under a dataset of that name, and waits until its case rests on two families. */
export async function plantFarm(datasetName) {
  const admin = await tokenOf('admin');
  const path = await openDataset(admin, datasetName);
  const datasetId = path.split('/').at(-1);
  const farm = [{ name: 'labeler', subject: 'labeler', token: await tokenOf('labeler') }];
  for (const name of mirrors) farm.push({ name, subject: `dispute-${name}`, token: await actAs(admin, name) });
  const people = [...farm];
  for (const name of honest) people.push({ name, subject: `dispute-${name}`, token: await actAs(admin, name) });
  for (const { token } of people) await call('GET', '/api/me', { token });
  // Honest people first: while a farm is most of a crowd, its answers define what is usual.
  for (const person of [...people.slice(farm.length), ...farm]) await answerAll(admin, datasetId, person);
  await call('POST', `${path}/refit`, { token: admin, json: {} });
  const walletAddress = `0x${randomBytes(20).toString('hex')}`;
  for (const { token } of farm) await call('PUT', '/api/me', { token, json: { walletAddress } });
  await caseOf(admin, datasetId);
}

async function caseOf(token, datasetId) {
  const until = Date.now() + waitMs;
  while (Date.now() < until) {
    const { items: cases } = await (await call('GET', '/api/cases?limit=200', { token })).json();
    const whole = cases.find(
      (one) =>
        one.datasetId === datasetId &&
        one.flags.some((flag) => ['COPYING', 'GROUP_COPYING'].includes(flag.kind)) &&
        one.flags.some((flag) => flag.kind === 'SAME_WALLET' && flag.labelers.length > mirrors.length),
    );
    if (whole) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error('no case of copying and one wallet was opened');
}
