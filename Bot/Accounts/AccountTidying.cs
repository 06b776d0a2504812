using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using Bot.Operations;

namespace Bot.Accounts;

/// <summary>Puts contact changes in force when their day is over, deletes what is over, and looks whether too many codes are sent; every few minutes.</summary>
internal sealed class AccountTidying(SandboxContacts contacts, AnswerBook answers, SendAlarm alarm, TimeProvider clock, ILogger<AccountTidying> log) : RepeatedWork(clock)
{
    protected override TimeSpan AfterStart => Every;

    protected override TimeSpan Every => TimeSpan.FromMinutes(5);

    protected override async Task WorkAsync(CancellationToken cancellation)
    {
        await alarm.LookAsync(cancellation);
        var (changes, rows) = (await contacts.ApplyDueAsync(cancellation), await answers.ForgetAsync(cancellation));
        if ((changes, rows) is not (0, 0))
        {
            Log.Tidied(log, changes, rows);
        }
    }

    protected override void PutOff(Exception fault) => Log.TidyingPutOff(log, fault.GetType().Name);
}
