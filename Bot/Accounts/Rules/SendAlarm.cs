using Bot.Operations;
using Bot.Storage;

namespace Bot.Accounts.Rules;

/// <summary>Says so when far more codes are sent than on other hours of the day: somebody may be trying many accounts, or running up a bill for texts.</summary>
internal sealed class SendAlarm(IAssistantDatabase database, CodeRules rules, TimeProvider clock, ILogger<SendAlarm> log)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private bool _isUp;

    /// <summary>Looks at the last hour against the day before it. True while there are too many.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (sends, before) = await database.ReadAsync(
            async (connection, cancel) => (await CountAsync(connection, now - Hour, now, cancel), await CountAsync(connection, now - TimeSpan.FromHours(24), now - Hour, cancel)), cancellation);
        var usual = before / 23.0;
        var isUp = sends >= rules.FewestSendsForAlarm && sends > rules.AlarmTimes * usual;
        if (isUp && !_isUp)
        {
            Telemetry.Alarm("code-sends");
            Log.ManySends(log, sends, usual);
        }
        else if (_isUp && !isUp)
        {
            Log.SendsAsUsual(log, sends);
        }

        return _isUp = isUp;
    }

    private static Task<long> CountAsync(System.Data.Common.DbConnection connection, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation) => connection.NumberAsync(
        """SELECT COUNT(*) FROM "AccountOccasions" WHERE "Subject" LIKE 'sent|%|%' AND "At" > @from AND "At" <= @to""", cancellation,
        ("from", from.ToUnixTimeMilliseconds()), ("to", to.ToUnixTimeMilliseconds()));
}
