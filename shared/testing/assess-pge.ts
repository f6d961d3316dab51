import { assess as assessBy, assessCore as assessCoreBy } from "../pge/assess.ts";
import type { Assessment } from "../pge/assessment.ts";
import type { Facts } from "../pge/facts.ts";
import { pgeFrance } from "../pge/packs/pge-france.ts";
import type { SchemePack } from "../pge/packs/scheme-pack.ts";

/** By the PGE as it was first published, which the cases and the page of rules are about. */
export const assess = (facts: Facts, pack: SchemePack = pgeFrance): Assessment => assessBy(facts, pack);
export const assessCore = (facts: Facts, pack: SchemePack = pgeFrance): Assessment => assessCoreBy(facts, pack);
