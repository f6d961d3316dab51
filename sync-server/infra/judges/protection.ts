import { at, each, type Judge } from "./judge.ts";
import { kinds } from "./kinds.ts";

const unless = (isRight: boolean, fault: string): readonly string[] => (isRight ? [] : [fault]);

/** For an environment whose data are protected: what keeps something outlives its stack, and can't be deleted in one gesture. */
export const protection: Judge = each(({ Type, Properties, DeletionPolicy, UpdateReplacePolicy }) => {
  const holding = kinds[Type] ?? "data";
  const kept = holding === "nothing" ? [] : unless(DeletionPolicy === "Retain" && UpdateReplacePolicy === "Retain", "goes with its stack");
  switch (Type) {
    case "AWS::RDS::DBCluster":
      return [...kept, ...unless(at(Properties, "DeletionProtection") === true, "can be deleted"), ...unless(Number(at(Properties, "BackupRetentionPeriod")) >= 14, "can't be taken back two weeks"), ...unless(at(Properties, "DeleteAutomatedBackups") === false, "takes its backups along")];
    case "AWS::Cognito::UserPool":
      return [...kept, ...unless(at(Properties, "DeletionProtection") === "ACTIVE", "can be deleted")];
    case "AWS::ElasticLoadBalancingV2::LoadBalancer":
      return unless(JSON.stringify(at(Properties, "LoadBalancerAttributes")).includes('{"Key":"deletion_protection.enabled","Value":"true"}'), "can be deleted");
    case "AWS::S3::Bucket":
      return [...kept, ...unless(at(Properties, "VersioningConfiguration", "Status") === "Enabled", "overwrites")];
    default:
      return kept;
  }
});
