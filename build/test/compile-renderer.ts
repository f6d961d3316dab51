import { ensureRenderer } from "../bootstrap/ensure-renderer.mjs";

/** The screens as end-to-end tests will open them; compiled again only when their sources changed. */
await ensureRenderer(process.cwd(), process.execPath);
