using Bot.Delivery.Outbound;

namespace Bot.Delivery.Targets;

/// <summary>What kinds of receivers a ticket can go to, besides the desk.</summary>
internal enum TicketTargetKind { File, Webhook, ServiceNow, Zendesk, Freshdesk, JiraServiceManagement, Salesforce, Zammad, Email }

/// <summary>One receiver of tickets, as the settings describe it.</summary>
internal sealed class TicketTarget
{
    public string Kind { get; set; } = "";

    /// <summary>Names the receiver in the outbox and in the address of its callbacks, so it must stay when the list is re-ordered. By default the kind.</summary>
    public string Name { get; set; } = "";

    /// <summary>For kind File: the folder, relative to the one the operator runs in.</summary>
    public string Path { get; set; } = "";

    /// <summary>For kind Webhook: where to post. For ticket systems: the address of the plan's own instance, such as <c>https://plan.service-now.com</c>.</summary>
    public string Url { get; set; } = "";

    /// <summary>Who signs in, for systems that want a name with the secret: ServiceNow and Jira a user, Zendesk <c>email/token</c>, Salesforce a client id.</summary>
    public string User { get; set; } = "";

    /// <summary>For kind Webhook: what it is signed with (<c>whsec_...</c>). For ticket systems: password, API key or token.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What callbacks about the ticket's progress are signed with (<c>whsec_...</c>). Without it there are none.</summary>
    public string CallbackSecret { get; set; } = "";

    /// <summary>For kind Email: to whom.</summary>
    public string To { get; set; } = "";

    /// <summary>Under whose name tickets stand in systems that need one, unless the member's own may be used.</summary>
    public string RequesterEmail { get; set; } = "";

    public string RequesterName { get; set; } = "Sign-in assistant";

    /// <summary>Files the ticket under the member's own address, where one was given and <see cref="Fields"/> lets it pass. The system may then write to them.</summary>
    public bool MemberIsRequester { get; set; }

    /// <summary>
    /// What of the ticket may leave: names of the neutral record (<c>error</c>), single checklist items (<c>checklist.full_name</c>), or <c>*</c>. Unset: what names no
    /// person; for kind File everything.
    /// </summary>
    public IList<string> Fields { get; init; } = [];

    /// <summary>Fields of the receiving system that are always the same, such as <c>assignment_group</c>; dots go deeper. <c>{topic}</c> and the like are filled in.</summary>
    public IDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the receiver may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    internal TicketTargetKind KindOf => Enum.Parse<TicketTargetKind>(Kind, ignoreCase: true);

    /// <summary>The address as somebody we may call; nobody else answers to it.</summary>
    internal Destination Destination => new($"tickets:{Name}", [Origin.HostOf(new Uri(Url))]) { AttemptTimeout = Timeout };

    /// <summary>Prints the name only: the rest has secrets.</summary>
    public override string ToString() => $"{nameof(TicketTarget)} {Name}";
}
