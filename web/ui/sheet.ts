// Styles travel as text inside the modules and are adopted as constructed sheets: the Content-Security-Policy of a
// publisher allows neither <style> nor a stylesheet of ours.

/** Makes a constructed style sheet of css. */
export function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** Puts sheets into a document or shadow root, after those that are there, each once. */
export function adopt(root: Document | ShadowRoot, ...sheets: readonly CSSStyleSheet[]): void {
  const missing = sheets.filter((each) => !root.adoptedStyleSheets.includes(each));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...missing];
}
