import { dora } from "../compliance/dora.ts";
import { dpia } from "../compliance/dpia.ts";
import { exit } from "../compliance/exit.ts";
import { processing } from "../compliance/processing.ts";
import { compliancePage } from "../compliance/statement.ts";
import { asvsPage } from "./asvs-page.ts";
import { dataRegisterPage } from "./data-register-page.ts";
import { electronPage } from "./electron-page.ts";
import { inputPage } from "./input-page.ts";
import { loopbackPage } from "./loopback-page.ts";
import { pentestPage } from "../pentest/page.ts";
import { rightsPage } from "./rights-page.ts";
import { supplyPage } from "./supply-page.ts";
import { tamperPage } from "./tamper-page.ts";
import { threatPage } from "./threats/threat-page.ts";

/** Pages that are made, by their place from the root. */
export const pages: Readonly<Record<string, () => string>> = {
  "docs/compliance/dora.md": () => compliancePage(dora),
  "docs/compliance/dpia.md": () => compliancePage(dpia),
  "docs/compliance/exit.md": () => compliancePage(exit),
  "docs/compliance/processing.md": () => compliancePage(processing),
  "docs/security/asvs.md": asvsPage,
  "docs/security/data-register.md": dataRegisterPage,
  "docs/security/electron.md": electronPage,
  "docs/security/input.md": inputPage,
  "docs/security/loopback.md": loopbackPage,
  "docs/security/pentest.md": () => pentestPage(),
  "docs/security/rights.md": rightsPage,
  "docs/security/supply-chain.md": supplyPage,
  "docs/security/tamper.md": tamperPage,
  "docs/security/threat-model.md": threatPage,
};
