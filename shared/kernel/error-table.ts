/**
 * Every error a person or a machine may meet. The comment is the documentation; the sentences are in shared/i18n, keyed by these codes.
 * `status` is the HTTP status where the code crosses the network (or would). Codes are never reused.
 * G1xxx this workstation's storage · G2xxx files and sync · G3xxx sign-in and access · G4xxx requests · G5xxx the centre · G6xxx updates · G7xxx documents ·
 * G8xxx work carried without the network · G91xx what needs the advisor · G92xx the weather desk · G93xx a restored centre · G94xx a full disk, a newer centre ·
 * G956x too slow for the centre · G957x how long files are kept, and their erasure · G960x companies looked up · G961x packs of rules · G963x releases, people and branches · G970x paper · G972x the operator's desk · G974x evidence files · G98xx tables taken in and lists given out.
 */
export const errorCodes = {
  /** The passphrase does not open this key file. Nothing was changed. */
  G1001: { status: 401, severity: "expected" },
  /** The database, key file or witness was written by a newer Guichet. It is left untouched; install the newer version. */
  G1002: { status: 500, severity: "fatal" },
  /** The database is behind its witness, or its WAL is damaged: what is there was copied aside, the missing changes are named. */
  G1003: { status: 500, severity: "fatal" },
  /** Another Guichet has this data folder open. */
  G1004: { status: 409, severity: "expected" },
  /** The disk is full: nothing was overwritten, what was shown as saved is saved. */
  G1005: { status: 507, severity: "fatal" },
  /** The key does not open this database: the folder was mixed with another one's. */
  G1006: { status: 500, severity: "fatal" },
  /** The data folder cannot be read or written (rights, missing disk). */
  G1007: { status: 500, severity: "fatal" },
  /** The workstation is locked: unlock it first. */
  G1008: { status: 401, severity: "expected" },
  /** The passphrase is too short or too easy to guess. */
  G1009: { status: 422, severity: "expected" },
  /** The key file is unreadable or damaged. */
  G1010: { status: 500, severity: "fatal" },
  /** A step of the schema failed: the database is as it was, a copy is kept. `version`, `name`, `copy`. */
  G1011: { status: 500, severity: "fatal" },
  /** Too many wrong passphrases in a row: none is tried for `seconds` more. Nothing was changed. */
  G1012: { status: 429, severity: "expected" },

  /** The file changed since it was shown: look at it again before submitting. Nothing is lost. */
  G2001: { status: 409, severity: "expected" },
  /** Fields are missing or wrong: each is named. */
  G2002: { status: 422, severity: "expected" },
  /** The rules of the loan do not allow it: the reasons are named. */
  G2003: { status: 422, severity: "expected" },
  /** The amount passes what is available under the ceiling. `available` only where the client's mandate allows telling it. */
  G2004: { status: 422, severity: "expected" },
  /** This company is for the individual procedure. */
  G2005: { status: 422, severity: "expected" },
  /** The file is already submitted: this edit is kept as a proposed amendment. */
  G2006: { status: 409, severity: "expected" },
  /** Two entries of the same field must be settled before submitting. */
  G2007: { status: 409, severity: "expected" },
  /** No such file, or not in your branches. */
  G2008: { status: 404, severity: "expected" },
  /** An earlier change of this file was refused, so this one was skipped. */
  G2009: { status: 409, severity: "expected" },
  /** One registration only for a company during the first month of the scheme. */
  G2010: { status: 422, severity: "expected" },
  /** The text holds characters that cannot be stored (U+0000 or half a surrogate pair). */
  G2011: { status: 422, severity: "expected" },
  /** The change is of a kind or version that this centre does not know: update. */
  G2012: { status: 422, severity: "expected" },
  /** The change is too large. */
  G2013: { status: 413, severity: "expected" },
  /** The change is malformed: head and body do not agree with what was signed. */
  G2014: { status: 422, severity: "expected" },
  /** A file with this id exists already. */
  G2015: { status: 409, severity: "expected" },
  /** The transition is not possible from the file's present state. */
  G2016: { status: 409, severity: "expected" },
  /** This step of the loan's life is not possible from here: `fields` says what is missing, else `status` and `stage` where the file stands. */
  G2017: { status: 409, severity: "expected" },
  /** Another person than those who entered the file must do this. */
  G2018: { status: 403, severity: "expected" },
  /** Beyond what this person may approve: `role`, and `amount` and `limit` in cents where there is one. */
  G2019: { status: 403, severity: "expected" },
  /** The file is not laid out as an answer to a declaration: `reason`, and `column` where a named one is missing. */
  G2020: { status: 422, severity: "expected" },
  /** Nothing is disbursed and not declared. */
  G2021: { status: 404, severity: "expected" },

  /** Sign in first: no token, or one that is not valid here. */
  G3001: { status: 401, severity: "expected" },
  /** Your rights do not cover this. */
  G3002: { status: 403, severity: "expected" },
  /** This workstation is not enrolled for this user, or was revoked. */
  G3003: { status: 403, severity: "expected" },
  /** The sign-in was refused or abandoned. */
  G3004: { status: 401, severity: "expected" },
  /** The identity provider does not answer. Work goes on; sending waits. */
  G3005: { status: 503, severity: "expected" },
  /** This door exists only in a demonstration. */
  G3006: { status: 404, severity: "expected" },
  /** The signed-in person is not the owner of this workstation profile. */
  G3007: { status: 403, severity: "expected" },
  /** The sign-in had no second factor, and the bank demands one: sign in again, with it. */
  G3008: { status: 401, severity: "expected" },

  /** The request is malformed: the path of the first fault is given. */
  G4001: { status: 400, severity: "expected" },
  /** The body is too large, as sent or once inflated. */
  G4002: { status: 413, severity: "expected" },
  /** The body is not valid in its content encoding, or the encoding is not accepted. */
  G4003: { status: 400, severity: "expected" },
  /** Too many requests: wait as Retry-After says. */
  G4004: { status: 429, severity: "expected" },
  /** No such address. */
  G4005: { status: 404, severity: "expected" },
  /** The content type is not accepted here. */
  G4006: { status: 415, severity: "expected" },
  /** The method is not allowed here. */
  G4007: { status: 405, severity: "expected" },
  /** Gap in the replica's line: the centre has up to `have`. */
  G4008: { status: 409, severity: "expected" },
  /** Fork: the same place in the replica's line holds another change. This copy stops; nothing is merged. */
  G4009: { status: 409, severity: "fatal" },
  /** This client is too old for the centre: its work is kept, update it. */
  G4010: { status: 426, severity: "expected" },
  /** Another centre, or another epoch of it, than the one this workstation knows. */
  G4011: { status: 409, severity: "fatal" },
  /** The signature of the push does not match the replica's key. */
  G4012: { status: 403, severity: "fatal" },
  /** A registration offered again to a restored centre has no receipt of this centre: it is no fact, and may be submitted again. */
  G4013: { status: 422, severity: "expected" },
  /** The restored centre lost more of this line than is kept here: the work goes on under a new replica. */
  G4014: { status: 409, severity: "fatal" },
  /** The file was not found again when the centre was restored: what is known of it here can be read. */
  G4015: { status: 409, severity: "expected" },
  /** Ending a recovery takes two administrators: this one has confirmed already. */
  G4016: { status: 409, severity: "expected" },
  /** No recovery is under way. */
  G4017: { status: 409, severity: "expected" },

  /** A fault of the centre. The work is kept and will be sent again. */
  G5001: { status: 500, severity: "fatal" },
  /** The centre is starting, stopping or overloaded: wait as Retry-After says. */
  G5002: { status: 503, severity: "expected" },
  /** The centre is recovering from a backup and takes only re-offers. */
  G5003: { status: 503, severity: "expected" },
  /** The centre does not answer. Work goes on; sending waits. */
  G5004: { status: 503, severity: "expected" },
  /** What the centre answered is not understood: an intercepting proxy or a wrong address. */
  G5005: { status: 502, severity: "expected" },

  /** The update waits: `waiting` changes are not at the centre yet. */
  G6001: { status: 409, severity: "expected" },
  /** The update waits: a file is open. */
  G6002: { status: 409, severity: "expected" },
  /** The update is no longer what was signed, or no longer valid (`reason`): it was erased. */
  G6003: { status: 409, severity: "expected" },
  /** There is no update to install. */
  G6004: { status: 404, severity: "expected" },
  /** The installer could not be started: everything is as before. */
  G6005: { status: 500, severity: "expected" },

  /** The document is larger than a document may be. `limit` in bytes. */
  G7001: { status: 413, severity: "expected" },
  /** The content is no PDF, JPEG or PNG, whatever its name says, or is also something else. `reason`. */
  G7002: { status: 415, severity: "expected" },
  /** The content is damaged: cut, or not what its hash says. What arrived of it was erased. */
  G7003: { status: 422, severity: "expected" },
  /** The file holds as many documents as it may. `limit`. */
  G7004: { status: 422, severity: "expected" },
  /** A registered file keeps its documents: none can be removed. */
  G7005: { status: 409, severity: "expected" },
  /** No such document in this file, or its content is not here and not at the centre yet. */
  G7006: { status: 404, severity: "expected" },
  /** This person sent as much today as one may: the rest goes later. `limit` in bytes. */
  G7007: { status: 429, severity: "expected" },
  /** The documents' store does not answer. What waits stays and goes later. */
  G7008: { status: 503, severity: "expected" },
  /** The picture says that it has more points than are decoded for anybody. `width`, `height`. */
  G7009: { status: 422, severity: "expected" },
  /** The sealed file is damaged or not whole: the number of the first `part` that is wrong. Nothing of that part was taken. */
  G8001: { status: 422, severity: "expected" },
  /** The sealed file is for another centre, or for a key that this one does not have. */
  G8002: { status: 409, severity: "expected" },
  /** The sealed file was made before the centre was restored from a backup: its author makes it again. */
  G8003: { status: 409, severity: "expected" },
  /** The workstation that made the sealed file is not enrolled here, or was revoked, or its owner left. */
  G8004: { status: 403, severity: "expected" },
  /** An earlier sealed file of the same workstation is missing: its changes `from` on. */
  G8005: { status: 409, severity: "expected" },
  /** The sealed file was written by a newer Guichet. */
  G8006: { status: 426, severity: "expected" },
  /** Nothing waits: there is nothing to carry. */
  G8007: { status: 404, severity: "expected" },
  /** This workstation has not yet been told the centre's key for sealed files. */
  G8008: { status: 409, severity: "expected" },
  /** This workstation has not yet been told the keys of its branch's shared folder. */
  G8009: { status: 409, severity: "expected" },
  /** The branch's shared folder cannot be read or written: `reason` of the system. */
  G8010: { status: 500, severity: "expected" },
  /** Not a place for a shared folder: a whole path is needed. */
  G8011: { status: 400, severity: "expected" },
  /** IT decides where the shared folder is. */
  G8012: { status: 403, severity: "expected" },
  /** As much work of that workstation, which was sent away, waits at the centre as may: somebody has to decide first. `limit` in bytes. */
  G8013: { status: 409, severity: "expected" },
  /** Of that workstation's work nothing waits any more as it was shown: somebody decided, or withdrew her sight of it. */
  G8014: { status: 409, severity: "expected" },
  /** A manager turned the work of a workstation that was sent away down. */
  G8015: { status: 403, severity: "expected" },
  /** Two people at one keyboard are two different people. */
  G8016: { status: 409, severity: "expected" },
  /** That profile cannot serve beside this desk: `reason` "not-enrolled" at the centre yet, of "elsewhere" (another bank, centre or epoch), without the file's "branch"; "damaged" or "forged". */
  G8017: { status: 409, severity: "expected" },
  /** The centre answered this file’s changes, and its state as the centre has it has not arrived yet: nobody else can be shown it from here. */
  G8018: { status: 409, severity: "expected" },

  /** What was to be given up is no longer what was shown: nothing was given up. */
  G9101: { status: 409, severity: "expected" },

  /** No weather desk here: this is no demonstration that `npm start` holds. */
  G9201: { status: 404, severity: "expected" },
  /** The demonstration's server did not come back. `why`, and `folder`: its log. */
  G9202: { status: 500, severity: "expected" },
  /** There is no backup to put back yet. */
  G9203: { status: 404, severity: "expected" },
  /** The weather desk is at another work: `work`. */
  G9204: { status: 409, severity: "expected" },
  /** A folder of the demonstration could not be copied. `why`, the system's word. */
  G9205: { status: 500, severity: "expected" },
  /** Another workstation of the demonstration could not be opened. `why`: a code, or the system's word. */
  G9206: { status: 500, severity: "expected" },
  /** That workstation of the demonstration is not open, or nobody has signed in at it yet. */
  G9207: { status: 409, severity: "expected" },

  /** The version of the file that this decision was made on is not at the centre any more, which was restored: `seen`, and what it `have`s. */
  G9301: { status: 409, severity: "expected" },

  /** The disk of the centre's database is full: nothing was taken, and everything goes on by itself once there is room. */
  G9401: { status: 503, severity: "expected" },
  /** The place where the centre keeps documents is full. What arrived of a content stays. */
  G9402: { status: 503, severity: "expected" },
  /** A newer centre refused for a reason that this version has no words for: its `code`. */
  G9403: { status: 422, severity: "expected" },

  /** This workstation is new, and waits until somebody who answers for its owner approves it: nothing is sent or received before. */
  G9501: { status: 403, severity: "expected" },
  /** This workstation was not approved. */
  G9502: { status: 403, severity: "expected" },
  /** That workstation does not wait for this any more: somebody decided meanwhile, or nothing was asked for. */
  G9503: { status: 409, severity: "expected" },
  /** Asked for already by the same person: another one must say so too. */
  G9504: { status: 409, severity: "expected" },
  /** Another order waits to be confirmed for that workstation. */
  G9505: { status: 409, severity: "expected" },
  /** No such workstation, as far as the caller may see. */
  G9506: { status: 404, severity: "expected" },
  /** This workstation was ordered to erase itself: no order stands, or what was not sent is still here. */
  G9507: { status: 409, severity: "expected" },
  /** No diagnostic is asked of this workstation any more: answered already, or its time is over. */
  G9622: { status: 409, severity: "expected" },
  /** What was shown of a diagnostic is not kept any more: it is shown anew before anything leaves. */
  G9623: { status: 409, severity: "expected" },
  /** A diagnostic is already asked of that workstation. */
  G9624: { status: 409, severity: "expected" },
  /** No diagnostic of that workstation is there to be read. */
  G9625: { status: 404, severity: "expected" },

  /** The request came too slowly to go on waiting for it: nothing of it was taken. It is sent again by itself, in smaller pieces. */
  G9560: { status: 408, severity: "expected" },

  /** The file was erased, on that day and by that rule: nothing of it is taken any more, and nothing of it stays here. `on`, `rule`. */
  G9571: { status: 410, severity: "expected" },
  /** The file is kept: `ground` says by which text or decision, `until` the first day on which it may go, where one is known. */
  G9572: { status: 409, severity: "expected" },
  /** The file is held: `reason`. */
  G9573: { status: 409, severity: "expected" },
  /** Work of the file waits for a decision elsewhere (quarantine, a recovery): it is decided first. */
  G9574: { status: 409, severity: "expected" },
  /** Before its time only a draft goes, or one that was withdrawn. */
  G9575: { status: 409, severity: "expected" },
  /** That hold is there already, or is there no more. */
  G9576: { status: 409, severity: "expected" },
  /** A statement of an erasure is not what this centre signed, or does not say all that is here. */
  G9577: { status: 409, severity: "fatal" },
  /** The computer's vault does not open this profile alone: the bank, or IT, asks for the passphrase. */
  G9581: { status: 403, severity: "expected" },
  /** This profile needs the vault of the computer it was opened on; there is none here, or it does not know the profile. */
  G9582: { status: 409, severity: "expected" },
  /** Too long without the centre for what the bank decided: files are shown again once it answers. Sending and carrying out go on. */
  G9583: { status: 403, severity: "expected" },
  /** No request or answer of a recovery, or changed on its way: `what`. */
  G9584: { status: 422, severity: "expected" },
  /** The request, or its answer, is too old: another request is made. */
  G9585: { status: 410, severity: "expected" },
  /** No request waits for this answer: another one was made since, or it was used already. */
  G9586: { status: 409, severity: "expected" },
  /** This profile knows no recovery key of its bank. */
  G9587: { status: 409, severity: "expected" },
  /** The check code that was heard is not the request's: it may have been exchanged on its way. */
  G9588: { status: 403, severity: "expected" },
  /** Not the recovery key that the request was made for; `damaged`: no key file. */
  G9589: { status: 409, severity: "expected" },
  /** The bank decided another policy since the one that was shown. */
  G9591: { status: 409, severity: "expected" },
  /** The policy proposed is the one in force. */
  G9592: { status: 409, severity: "expected" },
  /** The policy in force was decided with a later version: this one does not know all of it and must not write over it. */
  G9593: { status: 409, severity: "expected" },
  /** The bank decided how its declaration file is laid out: one workstation does not set it. */
  G9594: { status: 409, severity: "expected" },
  /** A file that was given as a layout of the declaration is none: `why`, each fault with its place. */
  G9595: { status: 422, severity: "expected" },

  /** No source of companies is turned on: nothing was sent. */
  G9601: { status: 409, severity: "expected" },
  /** The file has neither a SIREN that can be right nor a name: there is nothing to look for. */
  G9602: { status: 422, severity: "expected" },
  /** A source of companies does not answer (no network, too long, its own fault: `status`). The question is kept and goes again. */
  G9603: { status: 503, severity: "expected" },
  /** A source of companies asks to wait. The question is kept and goes again. */
  G9604: { status: 429, severity: "expected" },
  /** What a source of companies answered is not understood: an intercepting proxy, or it changed. Nothing of it was kept. */
  G9605: { status: 502, severity: "expected" },
  /** What was found is not kept here any more: it has to be looked for again. */
  G9606: { status: 404, severity: "expected" },
  /** As many questions wait as may: `limit`. */
  G9607: { status: 429, severity: "expected" },
  /** A source of companies refused the question: `status`. It is not sent again by itself. */
  G9608: { status: 502, severity: "expected" },

  /** The file does not hold yet what this paper says: the fields are named. */
  G9701: { status: 422, severity: "expected" },
  /** This paper is of a registered file: this one is not, or was cancelled. */
  G9702: { status: 409, severity: "expected" },
  /** The centre has no certificate to seal attestations with: it can make none. */
  G9703: { status: 409, severity: "expected" },
  /** The centre's register does not confirm what its file says: another amount, or no longer that number. Nothing was sealed. */
  G9704: { status: 409, severity: "expected" },
  /** Only the centre makes and seals this attestation, and it was not reached. */
  G9705: { status: 503, severity: "expected" },

  /** No pack of rules of that name was proposed. `pack`. */
  G9611: { status: 404, severity: "expected" },
  /** A pack of rules of that name is there already: a change is another version. `pack`. */
  G9612: { status: 409, severity: "expected" },
  /** That pack of rules does not stand where this can be done. `pack`, `standing`. */
  G9613: { status: 409, severity: "expected" },
  /** What the centre published of packs of rules does not bear its signature, or is not what it signed. `pack`. */
  G9614: { status: 502, severity: "expected" },

  /** The scheme of this file is of a version of the rules that was withdrawn, or is not in force yet. */
  G9615: { status: 409, severity: "expected" },

  /** The bank holds this release of Guichet back. `version`. */
  G9631: { status: 409, severity: "expected" },
  /** Nobody, or no branch, of that id in the bank. */
  G9632: { status: 404, severity: "expected" },
  /** A role that does not go with the branches, an unknown level, or fewer than two administrators left. */
  G9633: { status: 422, severity: "expected" },
  /** The directory has changed since it was shown. */
  G9634: { status: 409, severity: "expected" },

  /** No registration of this number, or of this company at this bank. */
  G9720: { status: 404, severity: "expected" },
  /** The centre does not do this from where the loan stands: `act`, `status`, `stage`. */
  G9721: { status: 409, severity: "expected" },
  /** This request was made already, and asked for something else. */
  G9722: { status: 409, severity: "expected" },
  /** Whoever asked for it does not confirm it: another operator must. */
  G9723: { status: 403, severity: "expected" },
  /** Nothing of that id waits to be confirmed. */
  G9724: { status: 409, severity: "expected" },

  /** An evidence file is of a registered loan. */
  G9740: { status: 409, severity: "expected" },
  /** The page that verifies evidence files is not with this program. */
  G9741: { status: 500, severity: "fatal" },
  /** That evidence file was given up, or is no longer kept. */
  G9742: { status: 404, severity: "expected" },
  /** The file's history is longer than the centre tells in one answer. `limit` in changes. */
  G9743: { status: 413, severity: "expected" },
  /** The evidence file would be larger than a ZIP can be. */
  G9744: { status: 413, severity: "expected" },
  /** An import is under way: one at a time. */
  G9801: { status: 409, severity: "expected" },
  /** What was given is no table: `fields` holds the fault, of {@link TABLE_FAULTS} in the bridge. */
  G9802: { status: 422, severity: "expected" },
  /** Columns go nowhere, or two go to one field: `reason` is `none` or `twice`. */
  G9803: { status: 422, severity: "expected" },
  /** That import, or that row of it, is not there any more, or is not to be changed any more. */
  G9804: { status: 409, severity: "expected" },
  /** What was exported is no longer held: it was read already, or another export took its place. */
  G9805: { status: 404, severity: "expected" },
} as const satisfies Record<`G${number}`, { status: number; severity: "fatal" | "expected" }>;
