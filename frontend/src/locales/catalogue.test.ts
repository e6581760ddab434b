import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import zh from './zh-Hans.json';

type Catalogue = { [key: string]: string | Catalogue };

const pluralSuffix = /_(zero|one|two|few|many|other)$/;

function flatten(catalogue: Catalogue, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') texts.set(prefix + key, value);
    else for (const [below, text] of flatten(value, `${prefix}${key}.`)) texts.set(below, text);
  }
  return texts;
}

/** Languages differ in their plural forms, so keys are compared without them. */
const keysOf = (texts: Map<string, string>) =>
  [...new Set([...texts.keys()].map((key) => key.replace(pluralSuffix, '')))].sort();

const placeholdersOf = (text: string) => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]).sort();

function sources(folder: string): string {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => (statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(path) && !/\.test\./.test(path) ? readFileSync(path, 'utf8') : ''))
    .join('\n');
}

const english = flatten(en as Catalogue);
const chinese = flatten(zh as Catalogue);

describe('the catalogue', () => {
  it('has the same keys in both languages', () => {
    expect(keysOf(chinese)).toEqual(keysOf(english));
  });

  it('has no empty text, and the same placeholders in both languages', () => {
    for (const [key, text] of chinese) {
      expect(text.trim(), key).not.toBe('');
      const original = english.get(key) ?? english.get(key.replace(pluralSuffix, '_other')) ?? '';
      expect(placeholdersOf(text), key).toEqual(placeholdersOf(original));
    }
    for (const [key, text] of english) expect(text.trim(), key).not.toBe('');
  });

  it('has every key the code asks for, and no other', () => {
    const code = sources('src');
    const keys = keysOf(english);
    const asked = [...code.matchAll(/\b(?:t|i18nKey=)\(?\{?['"]([a-zA-Z][\w-]*(?:\.[\w-]+)+)['"]/g)].map((match) => match[1]);
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !keys.includes(key ?? ''))).toEqual([]);
    const families = [...code.matchAll(/`([a-zA-Z][\w-]*(?:\.[\w-]+)*\.)\$\{/g)].map((match) => match[1] ?? '');
    const unused = keys.filter(
      (key) => !code.includes(`'${key}'`) && !code.includes(`"${key}"`) && !families.some((family) => key.startsWith(family)),
    );
    expect(unused).toEqual([]);
  });
});
