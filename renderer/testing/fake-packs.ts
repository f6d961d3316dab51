import type { AppInfo } from "../../shared/bridge/app-views.ts";
import type { PackDocument } from "../../shared/pge/packs/document/document-schema.ts";
import document from "../../shared/pge/samples/relance-locale.json" with { type: "json" };

const NAME = "pge-france@1.1.0";
/** The fictitious scheme of the demonstration; a test of shared passes it through its gate. */
const localRecovery = document as unknown as PackDocument;
/** The same version with a tenth of the turnover for the ceiling of the PGE. */
const tighter: PackDocument = { ...localRecovery, parameters: { ...localRecovery.parameters, turnoverSharePct: localRecovery.parameters.turnoverSharePct.map((one) => ({ ...one, value: 10 })) } };

export const withNewScheme = (info: AppInfo): AppInfo => ({ ...info, rules: NAME, packs: [{ document: localRecovery, withdrawn: false }] });
export const withTighterRules = (info: AppInfo): AppInfo => ({ ...info, rules: NAME, packs: [{ document: tighter, withdrawn: false }] });
