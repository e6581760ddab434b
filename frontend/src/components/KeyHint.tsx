/** The key that does the same as the control it stands in; assistive tools learn it from aria-keyshortcuts. */
export function KeyHint({ name }: { name: string }) {
  return <kbd aria-hidden="true">{name}</kbd>;
}
