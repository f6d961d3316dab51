import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Stack } from "aws-cdk-lib";
import { Construct } from "constructs";

/** Requests of one network address in five minutes. A bank's branches leave by few addresses: the server itself limits by person. */
const PER_ADDRESS = 300_000;
/** The same without a token: probes, discovery, the page of a verification. */
const PER_ADDRESS_UNKNOWN = 30_000;

const measured = (metricName: string) => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName });

/** A rule group of AWS. `counted`: rules that would refuse what is right here; they are measured and refuse nothing. */
function group(priority: number, name: string, counted: readonly string[] = []): CfnWebACL.RuleProperty {
  return {
    priority, name, overrideAction: { none: {} }, visibilityConfig: measured(name),
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })) } },
  };
}

/** Beyond `limit` requests in five minutes, an address is turned away with 429 until it slows. */
function rate(priority: number, name: string, limit: number, narrow?: CfnWebACL.StatementProperty): CfnWebACL.RuleProperty {
  return {
    priority, name, visibilityConfig: measured(name),
    action: { block: { customResponse: { responseCode: 429, responseHeaders: [{ name: "Retry-After", value: "60" }] } } },
    statement: { rateBasedStatement: { aggregateKeyType: "IP", limit, evaluationWindowSec: 300, ...(narrow === undefined ? {} : { scopeDownStatement: narrow }) } },
  };
}

const withoutToken: CfnWebACL.StatementProperty = {
  notStatement: { statement: { sizeConstraintStatement: { fieldToMatch: { singleHeader: { Name: "authorization" } }, comparisonOperator: "GT", size: 0, textTransformations: [{ priority: 0, type: "NONE" }] } } },
};

/**
 * The firewall before the API, in Paris. Bodies are compressed JSON up to 4 MiB, which the server parses strictly: the rules that look
 * into bodies see noise there, so they count and do not refuse. Its log keeps no token and no sampled request.
 */
export class ApiFirewall extends Construct {
  readonly metricName = "api-firewall";

  constructor(scope: Construct, id: string, balancerArn: string, log: ILogGroup) {
    super(scope, id);
    const firewall = new CfnWebACL(this, "Rules", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: measured(this.metricName),
      rules: [
        group(0, "AWSManagedRulesAmazonIpReputationList"),
        rate(1, "PerAddress", PER_ADDRESS),
        rate(2, "PerAddressWithoutToken", PER_ADDRESS_UNKNOWN, withoutToken),
        group(3, "AWSManagedRulesKnownBadInputsRuleSet"),
        group(4, "AWSManagedRulesCommonRuleSet", ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "EC2MetaDataSSRF_BODY"]),
      ],
    });
    new CfnWebACLAssociation(this, "Before", { resourceArn: balancerArn, webAclArn: firewall.attrArn });
    const { partition, region, account } = Stack.of(this);
    new CfnLoggingConfiguration(this, "Logging", {
      resourceArn: firewall.attrArn,
      logDestinationConfigs: [`arn:${partition}:logs:${region}:${account}:log-group:${log.logGroupName}`],
      redactedFields: [{ singleHeader: { Name: "authorization" } }, { singleHeader: { Name: "cookie" } }, { queryString: {} }],
      loggingFilter: { DefaultBehavior: "DROP", Filters: [{ Behavior: "KEEP", Requirement: "MEETS_ANY", Conditions: [{ ActionCondition: { Action: "BLOCK" } }, { ActionCondition: { Action: "COUNT" } }] }] },
    });
  }
}
