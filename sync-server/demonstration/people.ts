import { id, type BankId, type BranchId } from "../../shared/kernel/ids.ts";
import type { DirectoryInput } from "../domain/directory.ts";
import type { Me } from "../../shared/sync/protocol.ts";

/** The demonstration's own identity provider, as the directory knows it: its address changes with the port. */
export const DEMONSTRATION_ISSUER = "urn:guichet:demonstration";
/** Published on purpose: it opens nothing but invented files. */
export const DEMONSTRATION_PASSWORD = "demonstration";

export type DemonstrationBank = { readonly id: BankId; readonly name: string; readonly branches: readonly DemonstrationBranch[]; readonly levels: NonNullable<DirectoryInput["banks"][number]["levels"]> };
export type DemonstrationBranch = { readonly id: BranchId; readonly name: string; readonly region: string };
export type DemonstrationPerson = {
  /** Also the subject of her tokens. */
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Me["role"];
  readonly bank: BankId | undefined;
  /** The first is her own. */
  readonly branches: readonly BranchId[];
  readonly level?: string;
};

const branch = (last: string, name: string, region: string): DemonstrationBranch => ({ id: id<BranchId>(`de300000-0000-4000-8000-0000000000${last}`), name, region });
const rennes = branch("a1", "Agence de Rennes", "Bretagne Est");
const brest = branch("a2", "Agence de Brest", "Bretagne Ouest");
const laRochelle = branch("b1", "Agence de La Rochelle", "Charentes");
const bayonne = branch("b2", "Agence de Bayonne", "Pays basque");

/** No text gives figures: these are only examples. */
const ladder = [{ id: "agence", name: "Direction d’agence", upTo: 100_000_000 }, { id: "engagements", name: "Engagements" }];

const armor: DemonstrationBank = { id: id<BankId>("de300000-0000-4000-8000-00000000000a"), name: "Banque Armor", branches: [rennes, brest], levels: ladder };
const littoral: DemonstrationBank = { id: id<BankId>("de300000-0000-4000-8000-00000000000b"), name: "Crédit du Littoral", branches: [laRochelle, bayonne], levels: ladder };

/** Two banks that do not exist. The ids are fixed, so that every demonstration is the same one. */
export const demonstrationBanks: readonly DemonstrationBank[] = [armor, littoral];

/** The family names say that nobody is meant. */
export const demonstrationPeople: readonly DemonstrationPerson[] = [
  advisor("01", "maelle.exemple", "Maëlle Exemple", armor, rennes),
  advisor("02", "yann.modele", "Yann Modèle", armor, rennes),
  advisor("03", "soizic.essai", "Soizic Essai", armor, brest),
  advisor("04", "ronan.gabarit", "Ronan Gabarit", armor, brest),
  { id: personId("07"), login: "enora.region", name: "Enora Région", role: "supervisor", bank: armor.id, branches: [rennes.id, brest.id], level: "engagements" },
  { id: personId("08"), login: "aude.controle", name: "Aude Contrôle", role: "auditor", bank: armor.id, branches: [] },
  wholeBank("05", "gwenola.maquette", "Gwenola Maquette", "manager", armor),
  wholeBank("06", "loic.fictif", "Loïc Fictif", "administrator", armor),
  { id: personId("09"), login: "nadege.specimen", name: "Nadège Spécimen", role: "administrator", bank: armor.id, branches: armor.branches.map((each) => each.id) },
  { id: personId("10"), login: "sami.depannage", name: "Sami Dépannage", role: "support", bank: armor.id, branches: [] },
  advisor("11", "ines.exemple", "Inès Exemple", littoral, laRochelle),
  advisor("12", "paul.modele", "Paul Modèle", littoral, laRochelle),
  advisor("13", "maialen.essai", "Maialen Essai", littoral, bayonne),
  advisor("14", "peio.gabarit", "Peio Gabarit", littoral, bayonne),
  wholeBank("15", "claire.maquette", "Claire Maquette", "manager", littoral),
  wholeBank("16", "hugo.fictif", "Hugo Fictif", "administrator", littoral),
  { id: personId("20"), login: "camille.centre", name: "Camille Centre", role: "operator", bank: undefined, branches: [] },
  { id: personId("21"), login: "dominique.centre", name: "Dominique Centre", role: "operator", bank: undefined, branches: [] },
];

function personId(last: string): string {
  return `de300000-0000-4000-8000-0000000001${last}`;
}

function advisor(last: string, login: string, name: string, bank: DemonstrationBank, own: DemonstrationBranch): DemonstrationPerson {
  return { id: personId(last), login, name, role: "advisor", bank: bank.id, branches: [own.id] };
}

function wholeBank(last: string, login: string, name: string, role: "manager" | "administrator", bank: DemonstrationBank): DemonstrationPerson {
  return { id: personId(last), login, name, role, bank: bank.id, branches: bank.branches.map((each) => each.id), level: role === "manager" ? "agence" : "engagements" };
}
