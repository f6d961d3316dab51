import { ensureAuditPage } from "../bootstrap/ensure-audit-page.mjs";
import { ensureEvidencePage } from "../bootstrap/ensure-evidence-page.mjs";
import { ensurePage } from "../bootstrap/ensure-page.mjs";
import { ensureRenderer } from "../bootstrap/ensure-renderer.mjs";
import { ToldError } from "../bootstrap/told-error.mjs";

/** The screens, the public page, and those of evidence files and of exports of the audit, as end-to-end tests will open them; compiled again only when their sources changed. */
try {
  await ensureRenderer(process.cwd(), process.execPath);
  await ensurePage(process.cwd(), process.execPath);
  await ensureEvidencePage(process.cwd(), process.execPath);
  await ensureAuditPage(process.cwd(), process.execPath);
} catch (error) {
  if (!(error instanceof ToldError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
