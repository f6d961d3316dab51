/** One way of tampering: who or what notices it, when, in which words, and the tests that fail when it is no longer so. */
export type TamperRow = {
  readonly how: string;
  readonly noticedBy: string;
  readonly when: string;
  readonly told: string;
  /** By their titles; of a group, its own. Each must exist: see named-tests.ts. */
  readonly tests: readonly string[];
};
/** What nobody notices, why, and what stands in its place. */
export type Unnoticed = { readonly how: string; readonly why: string; readonly tests: readonly string[] };
export type TamperTable = { readonly what: string; readonly rows: readonly TamperRow[]; readonly unnoticed: readonly Unnoticed[] };

const WITNESS = "the witness";
const OPENING = "at the next opening, before anything is written";
const DAMAGED = "G1003: why, how many commits and which changes are missing, between which times; a copy is kept in `aside/`";
const FORK = "[WS17] [SY57] a data folder copied while work waits: both go on, and everything is at the centre once";
const BEHIND = "[WS9] [SY46] a centre behind what it acknowledged stops the replica, and so does one ahead of all that was sealed";

const workstation: TamperTable = {
  what: "A workstation's folder",
  rows: [
    { how: "A bit of the WAL: header, any frame, any page", noticedBy: WITNESS, when: OPENING, told: DAMAGED, tests: ["[LS6] a flipped bit in the WAL", "each byte of its header", "every frame of it, one after the other, with what is missing named"] },
    { how: "The WAL deleted, cut, or put back as it was", noticedBy: WITNESS, when: OPENING, told: DAMAGED, tests: ["[LS6] a WAL that is not what it was", "cut to nothing, in its header, at a frame's end, within a frame", "put back as it was ten commits ago", "put back from before it was last settled into the main file"] },
    { how: "The database deleted, cut, exchanged for another profile's, or put back alone or with its WAL", noticedBy: WITNESS, when: OPENING, told: DAMAGED, tests: ["[LS6] a main file that is not what it was", "put back with its WAL as both were ten commits ago", "put back alone, under a WAL that is current", "another profile's database in its place"] },
    { how: "A bit of the database: clear header, salt, any page in use", noticedBy: "its encryption, which authenticates each page", when: OPENING, told: DAMAGED, tests: ["each byte of its clear header and salt flipped", "a bit flipped in each page: its start, its middle, its tag and its nonce"] },
    { how: "The witness deleted, cut or changed; another's in its place", noticedBy: "its seal, by a key derived from the database's", when: OPENING, told: "G1003", tests: ["[LS6] a witness that is not what it was", "any change of any character of its facts is noticed", "another database's witness does not count"] },
    { how: "The key file, at whatever character; parameters that would ask for all the memory", noticedBy: "the slot's authenticated encryption and its bounds", when: "when it is unlocked", told: "G1010, never a wrong passphrase", tests: ["[KF3] a damaged file is G1010 at whatever character, never a wrong passphrase", "[KF3] parameters that would ask for all the memory are damage, not an attempt"] },
    { how: "A document's content: a bit, a chunk in another's place, another document's, cut", noticedBy: "its chunks' authenticated encryption, then its hash", when: "when it is read, sent, or verified", told: "G7003; it is not shown, and can be fetched again from the centre", tests: ["[WS20] any bit that turns, a chunk in another's place, another document's chunk, and a cut end are noticed", "[WS21] a content that arrives damaged is never shown, and is erased"] },
    { how: "Rows, chain or contents changed by somebody who has the key, behind the program's back", noticedBy: "`guichet verify`: chain, hashes and truth are computed anew from the disk", when: "when it is asked for", told: "each fault by its place, without quoting what was typed", tests: ["a change behind its back is named: %s", "no fault quotes what was typed"] },
    { how: "What the centre told, changed here", noticedBy: "the comparison of buckets with the centre", when: "`guichet verify --centre`, *Vérifier avec le centre*", told: "file by file, and taken anew; work that waits stays as typed", tests: ["damage to what the centre told", "[CL10] [SY61] verify --centre compares every branch with the centre, in words too; without the network it is exit 3"] },
    { how: "The whole folder put back as it was, or copied and both used", noticedBy: "the centre, by the line of the replica", when: "at the next exchange", told: "G4009; it goes on under a new identity once she agrees", tests: [FORK, "[CL9] [WS17] a folder that is a copy of another stops (1), and goes on under a new identity when that is asked for", BEHIND] },
    { how: "A folder brought to another computer or account", noticedBy: "the slot of the system's vault, where there is one", when: "when it is unlocked", told: "to the core, and in the log; the passphrase opens it", tests: ["[KF2] a folder that came from elsewhere is bound anew, and the old place is then the foreign one"] },
  ],
  unnoticed: [
    { how: "A whole folder put back (database, WAL and witness of one moment), as long as nothing is exchanged", why: "It agrees with itself. The centre notices it at the next exchange.", tests: ["what the witness cannot tell: a folder put back whole agrees with itself (the centre notices it)"] },
    { how: "One page of the database put back alone to an older, properly encrypted version of itself", why: "The encryption authenticates each page, not their agreement. `guichet verify` and the comparison with the centre notice it where it touches chain, truth or rows.", tests: [] },
    { how: "The main file put back alone while a checkpoint writes it", why: "The witness then vouches for none. As above.", tests: [] },
    { how: "Anything, by somebody who has the passphrase and the folder", why: "She has the keys. What was acknowledged is at the centre under its own receipts, and what is sent later bears her signature.", tests: [] },
    { how: "The folder deleted, with what was never sent in it", why: "Nothing is left to notice it. The next sign-in makes a new workstation.", tests: [] },
    { how: "The program itself, replaced by somebody who may write where it is installed", why: "Whatever it then says is its own. The installer's signature is checked by the system, at installation only.", tests: [] },
  ],
};

const centre: TamperTable = {
  what: "The centre's store",
  rows: [
    { how: "A change rewritten, taken out or swapped", noticedBy: "`npm run server -- verify`: each workstation's chain, from its first change", when: "when it is asked for", told: "exit 1, the workstation and the number", tests: ["a change rewritten, taken out, or swapped is named by its workstation and number"] },
    { how: "A signature forged, a push without its note in the audit, or one noted otherwise", noticedBy: "the same, by each workstation's public key", when: "when it is asked for", told: "exit 1, named", tests: ["a signature forged, a push without its note, and one noted otherwise are named"] },
    { how: "A file's state, or what it holds of a company's ceiling", noticedBy: "the same: states and ledger are computed anew from the changes", when: "when it is asked for", told: "exit 1, the file", tests: ["a file's text, and what it holds of a company's ceiling, are named where they differ"] },
    { how: "A link of the audit: body, kind, bank or time rewritten; taken out; rewritten with its own hash", noticedBy: "the same: the audit's chain", when: "when it is asked for", told: "exit 1, the first broken link by its number", tests: ["a link whose body, kind, bank or time was rewritten is named by its number", "a link taken out is named, and so is one rewritten together with its own hash"] },
    { how: "The audit's chain rewritten with hashes that all hold; cut at its end; taken back with all tables", noticedBy: "the same, by the anchors: signed, one after the other, outside the database (a bucket under object lock)", when: "when it is asked for; each end is anchored within a minute", told: "exit 1, the first anchor that does not agree", tests: ["a chain rewritten with hashes that all hold is named by the first anchor that does not agree; the chain alone finds nothing", "a chain cut at its end, and a store taken back with all its tables, end before an anchor", "a store taken back that goes on as if nothing had been is named where its work differs"] },
    { how: "A push of a workstation taken out of the audit, or altered there, with hashes and anchors that all hold for whoever asks the centre alone", noticedBy: "the workstation itself: it makes the chain anew from each of its pushes to a signed anchor, and compares with its own line", when: "`guichet verify --centre`, *Vérifier*", told: "the change or the link, by its number", tests: ["[AP1] each push of a workstation is proven from its event to a signed anchor, between the work of others; what no anchor holds yet is told to wait", "[AP1] %s is noticed, and nothing of it is proven", "[AP1] %s is named", "[AP1] verify --centre proves what was sent from the centre's audit; a push taken out of the audit is named, and the command says so to a program"] },
    { how: "An anchor forged, of another centre, renamed, taken away or put again otherwise", noticedBy: "the same, and the bucket's lock", when: "when it is asked for", told: "exit 1, named", tests: ["an anchor forged, of another centre, renamed, taken away or put again otherwise is named"] },
    { how: "A verdict or a registration other than was answered", noticedBy: "the workstation, by the receipt that the centre signed", when: "when a receipt is read, and in the evidence file", told: "*non vérifié*; the evidence is falsified or unproven", tests: ["[SY34] a receipt is %s"] },
    { how: "A store put back (a backup, a replica that was promoted) as if nothing had been", noticedBy: "every workstation: the line it was acknowledged, the feed it followed", when: "at the next exchange", told: "it stops and tells the centre (alarm); nothing is merged until the restore is declared", tests: [BEHIND, "[SY47] [WS9] a feed that the centre does not have as far as it was followed stops the replica, tells the centre, and awaits the restore's declaration", "[WS9] %s stops the exchange, merges nothing, and keeps the work"] },
    { how: "A document's content in the object store", noticedBy: "its hash, which the change names", when: "when a workstation fetches it; when its parts are put together", told: "G7003; erased, never shown", tests: ["[WS21] a content that arrives damaged is never shown, and is erased", "[DO6] parts that are not the document are erased, and sent again from the first", "[DO6] [DO4] a content that is not what the file says of it is never kept"] },
    { how: "Rows of another bank or branch, by the program of a server", noticedBy: "row-level security and grants: it is refused, not noticed afterwards", when: "at once", told: "the transaction fails, G5001 in the log", tests: ["[ST2] a row is written only for a replica whose owner is of its branch and of this transaction", "[ST2] the reading role writes nothing, and nobody deletes or rewrites what was answered"] },
    { how: "The embedded store's folder, damaged", noticedBy: "the start", when: "at the next start", told: "one sentence; it is not replaced", tests: ["a damaged store is told in one sentence and is not replaced"] },
  ],
  unnoticed: [
    { how: "What was done since the last anchor, written anew consistently by the database's superuser", why: "A minute at most where anchors are kept; all of it where none are ([decision 0360](../decisions/0360-anchors.md)). What workstations signed cannot be made up: their chains, receipts and evidence files differ.", tests: [] },
    { how: "An event that still waits to be linked, taken out by the superuser", why: "It is in no chain yet: some seconds.", tests: [] },
    { how: "The clock of the centre", why: "Times of the audit are its own. A receipt and an anchor bear them too; the business date is checked against the rules only.", tests: [] },
    { how: "Content that was read", why: "A reader of disks or backups leaves no trace in them: encryption at rest and access to them are the host's ([hosting](../hosting.md)).", tests: [] },
  ],
};

const evidence: TamperTable = {
  what: "An evidence file",
  rows: [
    { how: "Any byte of it: content, manifest, signature, frame", noticedBy: "its own page, and the copies of every block", when: "when it is opened and verified, without network", told: "falsified, with the entry, the field or the block", tests: ["[EV3] every single byte of a small archive, in its frame, its manifest, its signature and both its copies", "[EV3] the whole verification says falsified of it, and of a JSON entry names the field", "[EV3] both copies of one block falsified: the place is that block, and no exact byte is claimed"] },
    { how: "Cut short", noticedBy: "its page", when: "when it is verified", told: "where it ends", tests: ["cut short is named where it ends"] },
    { how: "Made anew by somebody without the workstation's key", noticedBy: "its page: the signature is not the workstation's", when: "when it is verified", told: "falsified", tests: ["the workstation's own key can't be had: its signature does not fit, or it is another's"] },
    { how: "Made anew whole, with invented keys of a centre too", noticedBy: "the reader, who compares the fingerprint kept elsewhere", when: "when it is verified", told: "without that comparison never *sound*, only *unproven*", tests: ["[EV1] holds everything, all of it proven, once the centre's key was compared; before that it is not called so"] },
  ],
  unnoticed: [
    { how: "Its page exchanged for one that says *sound* of everything", why: "A page cannot judge itself. Take it from another archive, or compare its hash with the release's.", tests: [] },
    { how: "That another evidence file exists, older or newer", why: "Each proves its own moment; it says which.", tests: [] },
  ],
};

const auditExport: TamperTable = {
  what: "An audit export",
  rows: [
    { how: "Any byte of it; one byte more or less", noticedBy: "its own page, and `audit-verify`", when: "when it is verified, without the centre", told: "falsified", tests: ["every byte is found: none of them may be another", "one byte more, or less, is found wherever it is"] },
    { how: "A link put in, taken out or swapped; another's shown as one's own", noticedBy: "the same: hashes hold the chain through what is not shown", when: "when it is verified", told: "the first link that is broken, and why", tests: ["the first link that is broken is named, and why", "a link of somebody else cannot be put in, taken out or swapped without its hash", "of one bank, its events are whole; of the other nothing is there but hashes, and the chain holds through them"] },
    { how: "Made anew whole, with invented keys", noticedBy: "the reader, who compares the fingerprint kept elsewhere", when: "when it is verified", told: "without that comparison never *sound*", tests: ["all of it holds once the key was compared, and before that it is not called sound"] },
    { how: "Made from a chain that was rewritten", noticedBy: "the anchors that it brings", when: "when it is verified", told: "beyond the last anchor, that the database alone answers for it", tests: ["without anchors, and beyond the last of them, it says that the database alone answers for it"] },
  ],
  unnoticed: [{ how: "That an event was never noted", why: "The chain proves what is in it. Triggers note whatever writes; a superuser may take them off.", tests: [] }],
};

const attestation: TamperTable = {
  what: "A sealed attestation",
  rows: [
    { how: "Any byte of the PDF", noticedBy: "its PAdES seal, by any reader of PDF", when: "when it is opened", told: "the reader's own words", tests: ["[AT2] OpenSSL verifies it up to the authority, and not once a byte was changed, anywhere, nor under another authority"] },
    { how: "Number, SIREN, amount, day or key in its code", noticedBy: "the verification page, by the centre's key", when: "when it is verified", told: "forged", tests: ["[VE6] a changed amount, SIREN, number, day or key, another signature, and a key that is not the centre's are forged"] },
  ],
  unnoticed: [{ how: "A paper copy without its code, or whose code nobody verifies", why: "Paper bears no signature.", tests: [] }],
};

const release: TamperTable = {
  what: "A release",
  rows: [
    { how: "One byte of its manifest; a signature of an unknown, revoked or test key", noticedBy: "the workstation, by keys that are compiled in", when: "before anything of it is decoded", told: "refused, `update-refused` in the log with the reason; nothing changes", tests: ["[RL1] one changed byte is refused, before anything of the manifest is decoded", "[RL2] unknown, revoked, another's and the test authority's keys are refused, and so is all without a key"] },
    { how: "An installer exchanged or changed, at the address or on the disk after it was fetched", noticedBy: "the workstation, by the manifest's hash", when: "when it is fetched, and once more before it runs", told: "erased and never run", tests: ["[UP7] a file changed on disk since, or a manifest whose time is over since, is erased and never run", "[UP7] whatever the core's process says, what is not as signed is not run", "[RL12] whatever is changed afterwards is found, each with its reason"] },
    { how: "An older release offered again, or the news of a newer one held back", noticedBy: "the workstation: it remembers the newest seen, and a manifest has an end", when: "when it looks", told: "refused; expired", tests: ["[UP3] a replay: an older manifest than the one seen, in version or in time, also after a restart", "[RL8] expired, issued ahead of the clock, living too long, or on no calendar", "[RL9] a channel never goes back, in version or in time"] },
    { how: "An artefact changed between signing and publishing, or replaced once published", noticedBy: "the publisher's command and the store", when: "before anything is sent; at the public address", told: "it stops and says which file", tests: ["refuses an artefact that changed after it was signed, before anything is sent", "never replaces a file that was published, whoever put it there", "notices a public address that serves other bytes for a file"] },
  ],
  unnoticed: [
    { how: "A release signed by somebody who has the signing key", why: "It is a release. The key is outside every repository and pipeline's reach ([release](../release.md)), and a halt takes it back.", tests: [] },
    { how: "That a workstation is kept from every release until its manifest expires", why: "Silence is no proof. The centre tells a workstation that is too old to speak with it.", tests: [] },
  ],
};

const sealedFile: TamperTable = {
  what: "A sealed file",
  rows: [
    { how: "Any bit of a part", noticedBy: "HPKE's authentication; what stands in the clear is authenticated with it", when: "when it is given to the centre", told: "G8001, the first part that is damaged; nothing of it is taken", tests: ["[OB1] no bit of a part can be turned: in its box, its public part, or what is told in the clear"] },
    { how: "Cut; parts out of order, twice, missing, of two files or two centres", noticedBy: "whoever brings it, before anything is sent", when: "when it is read", told: "by their place", tests: ["[OB4] a file cut anywhere is refused before anything of it is read, but for its last line end", "[OB4] parts out of order, twice, missing, of two files or of two centres are told by their place"] },
    { how: "Changes added or altered by the carrier", noticedBy: "the centre: each push bears its author's signature", when: "when it is given to the centre", told: "refused", tests: ["[OB2] a carrier changes nothing: another signature, another's line, a line forked"] },
    { how: "Brought again", noticedBy: "the centre, by the numbers of the line", when: "when it is given", told: "nothing was taken twice", tests: ["[OB3] brought twice, by both ways, or behind what was pushed meanwhile, everything is there once"] },
  ],
  unnoticed: [{ how: "A sealed file that is lost or kept back", why: "Nobody awaits it. The work still waits at its author's workstation, and leaves with the network.", tests: [] }],
};

const folder: TamperTable = {
  what: "A branch's shared folder",
  rows: [
    { how: "A segment cut, or with any bit turned", noticedBy: "the colleague's workstation", when: "at its next round", told: "left alone, counted as *damaged* in the settings", tests: ["[OB11] cut at any byte, or with any bit turned, it is left alone"] },
    { how: "A segment of somebody who holds the branch's key, in another's name", noticedBy: "the same: the author's replica did not sign it", when: "at its next round", told: "left alone, as of a *stranger*", tests: ["[OB12] nothing is believed that the author's replica did not sign, also of somebody who holds the branch's key"] },
    { how: "Foreign files, links, folders, names that lie, files too large", noticedBy: "the same", when: "at its next round", told: "left alone, by reason and number", tests: ["[OB12] whatever lies in the folder is left alone with its reason, and nothing crashes; what is sound is read all the same"] },
    { how: "A segment deleted or cut", noticedBy: "the workstation that wrote it", when: "at its next round", told: "written again", tests: ["[OB11] a folder that goes, refuses or comes back is told and harms nothing; a partial or lost file is written again, and what a kill left is cleared"] },
  ],
  unnoticed: [{ how: "A segment kept from colleagues while its author's computer is off", why: "They do not know that it was. The centre has the last word once a line is back.", tests: [] }],
};

export const tamperTables: readonly TamperTable[] = [workstation, centre, evidence, auditExport, attestation, release, sealedFile, folder];
