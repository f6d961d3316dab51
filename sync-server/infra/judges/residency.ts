import { REGION, ZONES } from "../environment.ts";
import { at, each, listAt, propertiesText, type Judge } from "./judge.ts";
import { kinds } from "./kinds.ts";

const REGIONS = /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-isob?)?-(?:central|(?:north|south)?(?:east|west)|north|south)-\d[a-z]?\b/g;
/** Properties that copy what a resource holds to somewhere else. */
const COPIES = ["ReplicationConfiguration", "ReplicaRegions", "MultiRegion", "GlobalClusterIdentifier", "SourceDBClusterIdentifier", "DestinationRegion"];

/** Buckets of public files, by their names in the template: only they may be read through CloudFront. */
const PUBLIC_FILES = ["Releases", "VerificationPage"];

/** Nothing lies outside Paris, and nothing sends a copy of itself elsewhere. */
export const residency: Judge = each((resource) => {
  const { Type, Properties } = resource;
  const faults: string[] = [];
  if (!(Type in kinds)) faults.push("nobody has decided what this kind keeps (judges/kinds.ts)");
  const isDistribution = Type === "AWS::CloudFront::Distribution";
  // CloudFront takes its certificate and its firewall from us-east-1 only; neither holds anything of anybody.
  const told = isDistribution ? propertiesText(resource).replace(JSON.stringify(at(Properties, "DistributionConfig", "ViewerCertificate")), "").replace(JSON.stringify(at(Properties, "DistributionConfig", "WebACLId")), "") : propertiesText(resource);
  for (const [region] of told.matchAll(REGIONS)) if (region !== REGION && !ZONES.includes(region)) faults.push(`names ${region}`);
  for (const name of COPIES) if (told.includes(`"${name}":`)) faults.push(`copies itself by ${name}`);
  if (isDistribution && listAt(Properties, "DistributionConfig", "Origins").some((origin) => !isPublicFiles(at(origin, "DomainName")))) faults.push("serves something other than public files");
  return faults;
});

const isPublicFiles = (domain: unknown): boolean => {
  const resource = at(domain, "Fn::GetAtt", 0);
  return typeof resource === "string" && PUBLIC_FILES.some((name) => resource.startsWith(name));
};
