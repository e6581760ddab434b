/** The labeling keys: 1–9 then letters choose; the letters below have other work. */

const RESERVED = new Set(['s', 'u']);
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export const OPTION_KEYS: readonly string[] = [
  ...'123456789',
  ...[...LETTERS].filter((letter) => !RESERVED.has(letter)),
];

/**
 * The key as printed on the labeler's keyboard; where that is no Latin letter or digit (other
 * scripts, an input method, a shifted digit row), the key at its place on a Latin keyboard.
 */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (/^[a-z0-9?]$/i.test(event.key)) return event.key.toLowerCase();
  return /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? event.key;
}

/** Whether the person is typing text, where letters are letters. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('textarea, select, input:not([type=radio]):not([type=checkbox])');
}
