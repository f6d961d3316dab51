import { rightsPage } from "./rights-page.ts";

/** Pages of docs/security that are made, by their place from the root. */
export const pages: Readonly<Record<string, () => string>> = {
  "docs/security/rights.md": rightsPage,
};
