import { dataRegisterPage } from "./data-register-page.ts";
import { rightsPage } from "./rights-page.ts";

/** Pages of docs/security that are made, by their place from the root. */
export const pages: Readonly<Record<string, () => string>> = {
  "docs/security/data-register.md": dataRegisterPage,
  "docs/security/rights.md": rightsPage,
};
