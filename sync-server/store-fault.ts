import type { ServerConfig } from "./config.ts";
import { StartFault } from "./start-fault.ts";
import { FolderBusy } from "./store/folder-lock.ts";
import { StepGivenUp, StoreInUse, StoreTooNew } from "./store/migration-faults.ts";

/** Why a store did not open, and what to do: nothing in it was changed. */
export function storeFault(error: unknown, kind: ServerConfig["store"]["kind"], folder: string): StartFault {
  if (error instanceof FolderBusy) return new StartFault({
    fr: `Un autre serveur (processus ${error.holder}) utilise déjà ${folder} : arrêtez-le, ou donnez un autre dossier dans GUICHET_DATA.`,
    en: `Another server (process ${error.holder}) already uses ${folder}: stop it, or give another folder in GUICHET_DATA.`,
  }, error);
  if (error instanceof StoreTooNew) return new StartFault({
    fr: "Ce magasin a été écrit par un serveur plus récent : installez la dernière version de Guichet ; rien n'a été modifié.",
    en: "This store was written by a newer server: install the latest Guichet; nothing was changed.",
  }, error);
  if (error instanceof StoreInUse) return new StartFault({
    fr: `Des serveurs plus anciens travaillent sur ce magasin (schéma ${error.schemas.join(", ")}), et cette version leur retire ce dont ils se servent : remplacez-les d'abord par ceux de la version précédente ; rien n'a été modifié.`,
    en: `Older servers are at work on this store (schema ${error.schemas.join(", ")}), and this version takes away what they use: replace them first by those of the version before; nothing was changed.`,
  }, error);
  if (error instanceof StepGivenUp) return stepFault(error);
  return kind === "pglite" ? folderFault(error, folder) : postgresFault(error);
}

const stepFault = (error: StepGivenUp): StartFault =>
  error.why === "locked-out"
    ? new StartFault({
      fr: `La mise à jour du magasin (étape ${error.step}) n'a pas obtenu ses tables : une longue transaction les tient (pg_stat_activity). Cette étape n'a rien modifié ; terminez cette transaction, puis recommencez.`,
      en: `The store's migration (step ${error.step}) did not get its tables: a long transaction holds them (pg_stat_activity). That step changed nothing; end that transaction, then try again.`,
    }, error)
    : new StartFault({
      fr: `La mise à jour du magasin (étape ${error.step}) aurait arrêté le travail trop longtemps : elle a été interrompue et annulée. Ne recommencez pas avant d'avoir une version corrigée.`,
      en: `The store's migration (step ${error.step}) would have stopped work for too long: it was cut off and undone. Do not try again before there is a corrected version.`,
    }, error);

function folderFault(error: unknown, folder: string): StartFault {
  const code = codeOf(error);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOSPC") return new StartFault({
    fr: `Le dossier ${folder} (GUICHET_DATA) ne peut pas être écrit (${code}) : libérez de la place ou donnez-lui les droits de ce compte.`,
    en: `The folder ${folder} (GUICHET_DATA) cannot be written (${code}): free some space or give this account the right to it.`,
  }, error);
  return new StartFault({
    fr: `Le magasin dans ${folder} est endommagé et n'a pas été ouvert : mettez ce dossier de côté et remettez une sauvegarde, ou repartez d'un dossier vide (GUICHET_DATA).`,
    en: `The store in ${folder} is damaged and was not opened: put that folder aside and bring back a backup, or start from an empty folder (GUICHET_DATA).`,
  }, error);
}

/** Of Node's TLS: the chain, the name or the dates are not right. */
const CERTIFICATE = /^(?:ERR_TLS_CERT_ALTNAME_INVALID|CERT_.+|UNABLE_TO_.+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|HOSTNAME_MISMATCH)$/;

function postgresFault(error: unknown): StartFault {
  const code = codeOf(error) ?? (error instanceof Error ? error.name : "?");
  if (CERTIFICATE.test(code)) return new StartFault({
    fr: `PostgreSQL (GUICHET_PG_URL) n'a pas prouvé qui il est (${code}) : rien ne lui a été dit. Vérifiez le nom dans l'adresse, et que le fichier de sslrootcert est celui de l'autorité de son certificat.`,
    en: `PostgreSQL (GUICHET_PG_URL) did not prove who it is (${code}): it was told nothing. Check the name in the address, and that the file of sslrootcert is its certificate's authority's.`,
  }, error);
  if (code === "ENOENT" || code === "EACCES") return new StartFault({
    fr: `Le fichier de sslrootcert, sslcert ou sslkey (GUICHET_PG_URL) ne peut pas être lu (${code}).`,
    en: `The file of sslrootcert, sslcert or sslkey (GUICHET_PG_URL) cannot be read (${code}).`,
  }, error);
  if (error instanceof Error && error.message === "The server does not support SSL connections") return new StartFault({
    fr: "PostgreSQL (GUICHET_PG_URL) ne parle pas TLS : posez ssl = on chez lui ; rien ne lui a été dit.",
    en: "PostgreSQL (GUICHET_PG_URL) does not speak TLS: set ssl = on there; it was told nothing.",
  }, error);
  return new StartFault({
    fr: `PostgreSQL (GUICHET_PG_URL) ne s'ouvre pas (${code}) : vérifiez l'adresse, le compte, ses droits et que le serveur répond.`,
    en: `PostgreSQL (GUICHET_PG_URL) does not open (${code}): check the address, the account, its rights, and that the server answers.`,
  }, error);
}

const codeOf = (error: unknown): string | undefined => (error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined);
