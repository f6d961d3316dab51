/** What is worth something to somebody, in the order of what its loss would cost. */
export const ASSETS: readonly (readonly [asset: string, where: string, worst: string])[] = [
  ["that a registered loan is what was decided", "centre, receipts, evidence files", "the State's guarantee rests on something that nobody decided"],
  ["clients' files: companies, persons, accounts, figures, documents", "workstations, centre, backups, exports", "read by who may not; a client is harmed, and trust in the bank"],
  ["work that was not sent yet", "one workstation alone", "lost: a client waits, a figure is typed again"],
  ["the ceilings, across all banks", "the centre's ledger", "a company borrows past the law, or is refused wrongly"],
  ["keys: of receipts, releases, workstations, branches", "store, publisher, workstations", "whoever has one is believed"],
  ["who did what", "audit, its anchors, signatures", "nobody answers for an act"],
  ["that work goes on", "workstations first, then the centre", "a counter that stands still"],
];

export const ACTORS: readonly (readonly [actor: string, has: string, wants: string, stops: string])[] = [
  ["Thief of a laptop", "a computer, at leisure", "to sell it; perhaps what is on it", "B1, B6"],
  ["Curious colleague", "a desk beside hers, an account of her own", "to know about a neighbour, a competitor, a chief", "A1, A2, A4; A5 is left to the bank"],
  ["Malicious advisor", "an account, a client who shares", "a loan that should not be", "A6, A7, H5, E4"],
  ["Malicious administrator of a bank", "rights over workstations and absences", "to let somebody in, to hide an act", "two persons (A7), E3, G4, E7"],
  ["Operator of the centre", "machines, database, keys in it", "to change a registration, to read", "F2, F3, F6"],
  ["Supplier of a package", "code that runs with ours", "anything, from many at once", "J1, C5"],
  ["The network, and who sits in it", "every packet, or none of them", "to read, to change, to stop", "D1 to D5"],
  ["A bank's own IT", "its computers, proxy, identity provider", "seldom harm: to look, to help, to repair", "G1, G2; much is left to the bank, on purpose"],
  ["Fraudulent client", "papers, several banks, time", "money that is guaranteed and not owed", "H5, I1"],
  ["Who coerces", "a person's fear", "one act of hers, now", "A7"],
  ["Ransomware", "a computer, then its neighbours", "a stop, and a price", "B5, F5, the [runbook](incident.md#ransomware-at-a-branch)"],
];
