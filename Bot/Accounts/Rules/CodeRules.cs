using Microsoft.Extensions.Options;

namespace Bot.Accounts.Rules;

/// <summary>Settings <c>Accounts:Codes:*</c>: the numbers of POLICY for codes, authenticators and pages, each with the reference it follows.</summary>
internal sealed class CodeRules
{
    /// <summary>NIST SP 800-63B-4: six digits at least; OWASP: consider eight for email.</summary>
    public int Digits { get; set; } = 6;

    public int EmailDigits { get; set; } = 8;

    /// <summary>NIST and ASVS: ten minutes.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    public int TriesPerCode { get; set; } = 5;

    /// <summary>Waits after the first, second ... wrong code in a row of an account and factor; the last one goes on.</summary>
    public IList<TimeSpan> Delays { get; init; } = [];

    public int WrongPerDay { get; set; } = 10;
    public int WrongUntilLocked { get; set; } = 20;

    public TimeSpan SendCoolDown { get; set; } = TimeSpan.FromSeconds(60);
    public int SendsPerQuarterHour { get; set; } = 3;
    public int SendsPerDay { get; set; } = 5;

    /// <summary>From one client address, whoever they are for.</summary>
    public int SendsPerHourFromOne { get; set; } = 20;

    /// <summary>So many times the usual number of sends in an hour is an alarm, from that many on.</summary>
    public int AlarmTimes { get; set; } = 10;

    public int FewestSendsForAlarm { get; set; } = 50;

    public int WrongPerStep { get; set; } = 3;
    public int RecoveryCodes { get; set; } = 10;
    public TimeSpan PageLifetime { get; set; } = TimeSpan.FromMinutes(10);
    public TimeSpan FreshProof { get; set; } = TimeSpan.FromMinutes(10);
    public TimeSpan CoolingOff { get; set; } = TimeSpan.FromHours(24);
    public TimeSpan UndoWithin { get; set; } = TimeSpan.FromHours(72);

    /// <summary>How long after a call the same call gets the same answer.</summary>
    public TimeSpan AnswersKept { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long rows of codes stay after their end.</summary>
    public TimeSpan CodesKept { get; set; } = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] UsualDelays =
    [
        TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60),
        TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(16), TimeSpan.FromMinutes(32), TimeSpan.FromMinutes(60),
    ];

    internal TimeSpan DelayAfter(int wrongInARow)
    {
        var delays = Delays.Count > 0 ? Delays : UsualDelays;

        return wrongInARow == 0 ? TimeSpan.Zero : delays[Math.Min(wrongInARow, delays.Count) - 1];
    }

    /// <summary>Says what is wrong with the settings, in a sentence.</summary>
    internal sealed class Check : IValidateOptions<CodeRules>
    {
        public ValidateOptionsResult Validate(string? name, CodeRules rules)
        {
            var faults = new List<string>();
            if (rules.Digits is < 6 or > 10 || rules.EmailDigits is < 6 or > 10)
            {
                faults.Add("Accounts:Codes:Digits and EmailDigits must be from 6 to 10: shorter codes are guessed, longer ones mistyped.");
            }

            if (rules.Lifetime < TimeSpan.FromMinutes(1) || rules.Lifetime > TimeSpan.FromMinutes(60))
            {
                faults.Add("Accounts:Codes:Lifetime must be from 1 to 60 minutes (10 is what NIST and ASVS ask for).");
            }

            if (rules.TriesPerCode is < 1 or > 10 || rules.WrongPerDay is < 1 or > 100 || rules.WrongUntilLocked is < 1 or > 100)
            {
                faults.Add("Accounts:Codes: TriesPerCode must be from 1 to 10, WrongPerDay and WrongUntilLocked from 1 to 100 (NIST allows 100 at the most).");
            }

            if (rules.SendsPerHourFromOne < 1 || rules.AlarmTimes < 1 || rules.FewestSendsForAlarm < 1)
            {
                faults.Add("Accounts:Codes: SendsPerHourFromOne, AlarmTimes and FewestSendsForAlarm must be 1 at least.");
            }

            if (rules.PageLifetime <= TimeSpan.Zero || rules.PageLifetime > TimeSpan.FromMinutes(10))
            {
                faults.Add("Accounts:Codes:PageLifetime must be more than nothing and 10 minutes at the most.");
            }

            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
