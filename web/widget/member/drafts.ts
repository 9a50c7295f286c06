/** What a reader has typed and not sent. It is all that Board keeps in localStorage. */
export interface Drafts {
  /** The draft of the article's composer, or of a reply to a comment; empty where there is none. */
  read(parent?: string): string;
  /** Keeps a draft; an empty one is forgotten. */
  keep(text: string, parent?: string): void;
}

/** The drafts under one article. Where the browser forbids storage they last as long as the page. */
export function createDrafts(site: string, article: string): Drafts {
  const unsaved = new Map<string, string>();
  const nameOf = (parent?: string) => `board:draft:${site}:${article}${parent ? `:${parent}` : ''}`;

  return {
    read(parent) {
      const name = nameOf(parent);
      const kept = unsaved.get(name);
      if (kept !== undefined) return kept;
      try {
        return localStorage.getItem(name) ?? '';
      } catch {
        return '';
      }
    },
    keep(text, parent) {
      const name = nameOf(parent);
      unsaved.set(name, text);
      try {
        if (text.trim()) localStorage.setItem(name, text);
        else localStorage.removeItem(name);
      } catch {
        // Storage is full or forbidden; the map has it.
      }
    },
  };
}
