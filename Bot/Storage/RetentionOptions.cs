using Microsoft.Extensions.Options;

namespace Bot.Storage;

/// <summary>Settings <c>Retention:*</c>, in days. The page and the chat tell members the first, from <c>Content/facts/retention.yaml</c>.</summary>
internal sealed class RetentionOptions
{
    /// <summary>How long after its last turn a conversation is kept, and how long a ticket is at the most.</summary>
    public int Days { get; set; } = 90;

    /// <summary>How long a ticket is kept after it was closed at the desk; its checklist is what is most personal.</summary>
    public int ClosedTicketDays { get; set; } = 30;

    /// <summary>How long what could not be sent is kept, so that it can be sent again.</summary>
    public int DeadLetterDays { get; set; } = 30;

    /// <summary>Six years (45 CFR 164.316).</summary>
    public int AuditDays { get; set; } = 2_192;

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<RetentionOptions>
    {
        public ValidateOptionsResult Validate(string? name, RetentionOptions options)
        {
            var wrong = new (string Setting, int Value)[]
            {
                (nameof(Days), options.Days), (nameof(ClosedTicketDays), options.ClosedTicketDays), (nameof(DeadLetterDays), options.DeadLetterDays),
                (nameof(AuditDays), options.AuditDays),
            }.Where(setting => setting.Value <= 0).Select(setting => $"Retention:{setting.Setting} must be a whole number of days, one at least.").ToList();

            return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
        }
    }
}
