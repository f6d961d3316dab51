import type { IVpc } from "aws-cdk-lib/aws-ec2";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnFirewallDomainList, CfnFirewallRuleGroup, CfnFirewallRuleGroupAssociation, CfnResolverQueryLoggingConfig, CfnResolverQueryLoggingConfigAssociation } from "aws-cdk-lib/aws-route53resolver";
import { Construct } from "constructs";
import { REGION, type Environment } from "../environment.ts";
import { privateLog } from "./private-log.ts";

/** Every name that may be resolved from inside: AWS's services in Paris, the cluster's API, the machines themselves. */
export const ALLOWED_NAMES: readonly string[] = [`*.${REGION}.amazonaws.com`, `*.${REGION}.eks.amazonaws.com`, `*.${REGION}.api.aws`, `*.${REGION}.compute.internal`, "sts.amazonaws.com"];

/**
 * What may be looked up from inside the network. Servers need one thing from outside it, the public keys of the sign-in, for Cognito takes
 * no private endpoint for a pool with sign-in pages; this keeps that way out to such names. An address used without its name still passes:
 * the flow log tells it.
 */
export class NameFirewall extends Construct {
  constructor(scope: Construct, id: string, { vpcId }: IVpc, logKey: IKey, environment: Environment) {
    super(scope, id);
    const allowed = new CfnFirewallDomainList(this, "Allowed", { domains: [...ALLOWED_NAMES] });
    const all = new CfnFirewallDomainList(this, "All", { domains: ["*"] });
    const group = new CfnFirewallRuleGroup(this, "Rules", {
      firewallRules: [
        { priority: 1, action: "ALLOW", firewallDomainListId: allowed.attrId },
        { priority: 2, action: "BLOCK", blockResponse: "NXDOMAIN", firewallDomainListId: all.attrId },
      ],
    });
    new CfnFirewallRuleGroupAssociation(this, "Before", { firewallRuleGroupId: group.attrId, vpcId, priority: 101, mutationProtection: environment.protectedData ? "ENABLED" : "DISABLED" });
    const questions = new CfnResolverQueryLoggingConfig(this, "Questions", { destinationArn: privateLog(this, "Log", environment, logKey).logGroupArn });
    new CfnResolverQueryLoggingConfigAssociation(this, "Asked", { resolverQueryLogConfigId: questions.attrId, resourceId: vpcId });
  }
}
