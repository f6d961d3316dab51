import { unwrap } from "../kernel/result.ts";
import { parsePack, type ParsedPack } from "../pge/packs/document/parse-pack.ts";
import document from "../pge/samples/relance-locale.json" with { type: "json" };

/** FICTITIOUS: the PGE and one more scheme, as the demonstration publishes it. */
export const LOCAL_RECOVERY = "RELANCE_LOCALE";
export const localRecoveryText: string = JSON.stringify(document);
export const localRecovery: ParsedPack = unwrap(parsePack(document), "the fictitious scheme");
