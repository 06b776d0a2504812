using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Bot.Delivery.Targets;

/// <summary>
/// Files cases with Salesforce, by a field of the plan's that holds our key and is marked as external id. Writing by that key is idempotent, but would undo what an agent
/// has changed meanwhile, so it is looked up first.
/// </summary>
internal sealed class Salesforce(TicketTarget target, TargetCalls calls) : TicketSystem(target, calls)
{
    private const string Version = "v61.0";
    private const string KeyField = "ExternalKeyField";

    /// <summary>A token got for client id and secret; null until it is needed, or when Salesforce no longer takes it.</summary>
    private string? _token;

    protected override void SignIn(HttpRequestHeaders headers) => headers.Authorization = new AuthenticationHeaderValue("Bearer", _token ?? Target.Secret);

    protected override Task<OutsideTicket?> FindAsync(AllowedTicket ticket, CancellationToken cancellation) => SignedInAsync(async () =>
    {
        var answer = await Calls.GetAsync($"{CaseOf(ticket)}?fields=Id,CaseNumber", SignIn, cancellation);
        return answer.IsFound ? Read(answer.Json) : null;
    }, cancellation);

    protected override async Task<OutsideTicket> FileAsync(AllowedTicket ticket, CancellationToken cancellation)
    {
        var brief = TicketBrief.Of(ticket);
        var filed = new JsonObject
        {
            ["Subject"] = brief.Subject,
            ["Description"] = brief.Plain(),
            ["Status"] = "New",
            ["Origin"] = "Chat",
            ["Priority"] = ticket.IsUrgent ? "High" : "Medium",
        };
        if (Requester(ticket) is var (email, name))
        {
            filed["SuppliedName"] = name;
            filed["SuppliedEmail"] = email;
        }

        AddConstants(filed, ticket, typed: false, except: KeyField);
        await Calls.SendAsync(HttpMethod.Patch, CaseOf(ticket), filed, SignIn, cancellation);

        // The answer has the id only; people say the number.
        return await FindAsync(ticket, cancellation) ?? throw new CallFailedException("The case was taken, but is not there.");
    }

    private string CaseOf(AllowedTicket ticket) =>
        $"services/data/{Version}/sobjects/Case/{Uri.EscapeDataString(Target.Set.TryGetValue(KeyField, out var field) ? field : "External_Key__c")}/{Uri.EscapeDataString(ticket.Key)}";

    private static OutsideTicket Read(JsonNode? found) => new(Required(found, "Id"), Required(found, "CaseNumber"));

    /// <summary>With a client id set, gets a token when there is none yet, or when the one there was has run out.</summary>
    private async Task<T> SignedInAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        if (Target.User.Length == 0)
        {
            return await call();
        }

        _token ??= await FetchTokenAsync(cancellation);
        try
        {
            return await call();
        }
        catch (CallFailedException refused) when (refused.Status == HttpStatusCode.Unauthorized)
        {
            _token = await FetchTokenAsync(cancellation);
            return await call();
        }
    }

    private async Task<string> FetchTokenAsync(CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Target.User,
            ["client_secret"] = Target.Secret,
        });
        var answer = await Calls.CallAsync(HttpMethod.Post, "services/oauth2/token", form, _ => { }, cancellation);
        return Required(answer.Json, "access_token");
    }
}
