/**
 * A dataset of pictures, which the caller has made under the name below: a labeler sees and enlarges one
 * and answers, the requester sees which are alike and what becomes of a file that is no picture.
 */
/* global document */
import { Buffer } from 'node:buffer';
import { doing, expect, play, signIn, signOut } from './browser.mjs';

const datasetName = 'Road signs';

async function labelerLooks(page) {
  await signIn(page, 'labeler');
  await doing('labeler agrees that the browser is known again', page, async () => {
    const question = page.getByRole('dialog', { name: 'May Assay know this browser again?' });
    await question.getByRole('button', { name: 'Agree' }).click();
    await question.waitFor({ state: 'detached' });
  });
  await doing('labeler sees the picture', page, async () => {
    await page.getByRole('link', { name: `Start ${datasetName}` }).click();
    await page.getByRole('img', { name: 'The picture of this item' }).waitFor();
    const width = await page.waitForFunction(() => document.querySelector('article img')?.naturalWidth);
    expect((await width.jsonValue()) > 0, 'the picture is empty');
  });
  await doing('labeler enlarges it', page, async () => {
    await page.getByRole('button', { name: 'Show the picture in its own size' }).click();
    await page.getByRole('button', { name: 'Fit the picture to the page', pressed: true }).click();
  });
  await doing('labeler answers', page, async () => {
    await page.keyboard.press('1');
    await page.getByRole('radio', { checked: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('dl[aria-label="This session"] dd')?.textContent === '1');
  });
  await signOut(page, 'labeler');
}

async function requesterLooks(page) {
  await signIn(page, 'requester');
  await doing('requester sees what is alike', page, async () => {
    await page.getByRole('link', { name: datasetName }).first().click();
    await page.getByText('2 of 4 items look like another.').waitFor();
    await page.getByRole('cell', { name: 'Nearly the same picture' }).waitFor();
  });
  await doing('requester adds a file that is no picture', page, async () => {
    const svg = { name: 'sign.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg><script/></svg>') };
    await page.getByLabel('Drop files here, or choose them').setInputFiles([svg]);
    await page.getByText('0 stored, 1 refused').waitFor();
    await page.getByText('sign.svg: This is none of the kinds of pictures and sounds that are taken.').waitFor();
  });
}

await play(
  async (page) => {
    await labelerLooks(page);
    await requesterLooks(page);
  },
  'Pictures: ok',
);
