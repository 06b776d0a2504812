using System.Text;
using Bot.Delivery.Messages;
using Bot.Storage;
using Bot.Storage.Model;
using Engine.Members;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tests.Accounts;
using Tests.Fakes;
using Tests.Given;
using Tests.Storage;
using Xunit;

namespace Tests.Delivery.Messages;

/// <summary>Texts and calls, at a gateway that answers as Twilio documents.</summary>
public sealed class TextGatewayTests : IAsyncDisposable
{
    private const string Sid = "AC00000000000000000000000000000001";
    private const string Secret = "gateway-s3cret";
    private const string Taken = """{"sid":"SM00000000000000000000000000000002","status":"queued","error_code":null,"error_message":null}""";

    private readonly SqliteTestDatabase _database = new();
    private readonly LogBook _logs = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_is_posted_as_the_gateway_wants_it_and_waits_there_no_longer_than_it_lives()
    {
        await using var gateway = await GatewayAsync((201, Taken));
        await using var accounts = await OpenAsync(gateway);
        var sent = await accounts.SentAsync(await accounts.FindAsync("member4"), CodeChannel.Text);
        accounts.Clock.Advance(TimeSpan.FromSeconds(20));

        await SendDueAsync(accounts);

        var request = gateway.Requests.Should().ContainSingle().Subject;
        (request.Method, request.Path).Should().Be(("POST", $"/2010-04-01/Accounts/{Sid}/Messages.json"));
        Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers["Authorization"]["Basic ".Length..])).Should().Be($"{Sid}:{Secret}");
        var form = FormOf(request);
        (form["To"], form["From"], form["ValidityPeriod"]).Should().Be(("+15105550104", "+15105550199", "580"));
        (await accounts.VerifyAsync(sent.Challenge, TestAccounts.CodeIn(form["Body"]))).Should().BeOfType<CodeCheck.Right>();
        (await RowAsync(accounts)).Should().Match<OutboxRow>(row => row.State == OutboxState.Done && row.Payload == null);
        string.Join('\n', _logs.Lines).Should().NotContainAny("+15105550104", TestAccounts.CodeIn(form["Body"]), Secret);
    }

    [Fact]
    public async Task A_call_reads_the_digits_one_by_one_and_twice()
    {
        await using var gateway = await GatewayAsync((201, """{"sid":"CA00000000000000000000000000000002","status":"queued"}"""));
        await using var accounts = await OpenAsync(gateway);
        await accounts.SentAsync(await accounts.FindAsync("member4"), CodeChannel.Voice);

        await SendDueAsync(accounts);

        var request = gateway.Requests.Should().ContainSingle().Subject;
        var code = await accounts.NewestCodeAsync();
        request.Path.Should().EndWith("/Calls.json");
        FormOf(request)["Twiml"].Should().StartWith("""<Response><Say language="en-US">""").And.Contain($" is {string.Join(", ", code.ToCharArray())}. ", Exactly.Twice());
    }

    [Theory]
    [InlineData("es", "es-MX")]
    [InlineData("tlh", "en-US")]
    public async Task A_call_is_read_out_by_a_voice_of_its_language(string locale, string voice)
    {
        await using var gateway = await GatewayAsync((201, """{"sid":"CA00000000000000000000000000000002","status":"queued"}"""));
        await using var accounts = await OpenAsync(gateway);
        await accounts.Accounts.SendCodeAsync(await accounts.FindAsync("member4"), CodeChannel.Voice, CodePurpose.Recovery, accounts.Errand() with { Locale = locale }, Now);

        await SendDueAsync(accounts);

        FormOf(gateway.Requests.Single())["Twiml"].Should().StartWith($"""<Response><Say language="{voice}">""");
    }

    [Fact]
    public async Task A_messaging_service_and_an_API_key_are_used_where_they_are_set()
    {
        await using var gateway = await GatewayAsync((201, Taken));
        await using var accounts = await OpenAsync(gateway, ("Sms:MessagingServiceSid", "MG00000000000000000000000000000003"), ("Sms:KeySid", "SK00000000000000000000000000000004"));
        await accounts.SentAsync(await accounts.FindAsync("member4"), CodeChannel.Text);

        await SendDueAsync(accounts);

        var request = gateway.Requests.Should().ContainSingle().Subject;
        FormOf(request).Should().ContainKey("MessagingServiceSid").And.NotContainKey("From");
        Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers["Authorization"]["Basic ".Length..])).Should().Be($"SK00000000000000000000000000000004:{Secret}");
    }

    [Fact]
    public async Task A_gateway_that_has_too_much_to_do_is_asked_again_when_it_says_and_the_text_goes_once()
    {
        await using var gateway = await GatewayAsync((429, """{"code":20429,"message":"Too Many Requests","status":429}"""), (201, Taken));
        await using var accounts = await OpenAsync(gateway);
        await accounts.SentAsync(await accounts.FindAsync("member4"), CodeChannel.Text);

        await SendDueAsync(accounts);
        accounts.Clock.Advance(TimeSpan.FromSeconds(29));
        await SendDueAsync(accounts);
        var early = gateway.Requests.Count;
        accounts.Clock.Advance(TimeSpan.FromSeconds(1));
        await SendDueAsync(accounts);
        await SendDueAsync(accounts);

        (early, gateway.Requests.Count).Should().Be((1, 2));
        (await RowAsync(accounts)).State.Should().Be(OutboxState.Done);
    }

    [Theory]
    [InlineData(401, 20003)]
    [InlineData(400, 21611)]
    public async Task What_was_refused_and_may_pass_is_tried_as_long_as_the_code_lives(int status, int code)
    {
        await using var gateway = await GatewayAsync((status, $$"""{"code":{{code}},"message":"no","status":{{status}}}"""));
        await using var accounts = await OpenAsync(gateway);
        await accounts.SentAsync(await accounts.FindAsync("member4"), CodeChannel.Text);
        await SendDueAsync(accounts);
        accounts.Clock.Advance(TimeSpan.FromSeconds(2));
        await SendDueAsync(accounts);
        var tried = gateway.Requests.Count;

        accounts.Clock.Advance(TimeSpan.FromMinutes(10));
        await SendDueAsync(accounts);

        (tried, gateway.Requests.Count).Should().Be((2, 2));
        (await RowAsync(accounts)).Should().Match<OutboxRow>(row => row.State == OutboxState.Dead && row.Payload == null);
    }

    [Theory]
    [InlineData(21211, "an invalid number")]
    [InlineData(21610, "somebody who wants no texts")]
    [InlineData(21614, "no mobile phone")]
    public async Task What_can_never_arrive_is_given_up_at_once_and_no_log_names_the_number(int code, string because)
    {
        await using var gateway = await GatewayAsync((400, $$"""{"code":{{code}},"message":"The 'To' number +15105550104 is not a valid phone number.","status":400}"""));
        await using var accounts = await OpenAsync(gateway);
        await accounts.SentAsync(await accounts.FindAsync("member4"), CodeChannel.Text);

        await SendDueAsync(accounts);

        (await RowAsync(accounts)).State.Should().Be(OutboxState.Dead, because);
        string.Join('\n', _logs.Lines).Should().Contain($"{code}").And.NotContain("5550104");
    }

    [Theory]
    [InlineData("fails")]
    [InlineData("breaks off")]
    [InlineData("hangs")]
    public async Task A_text_that_may_have_been_taken_is_never_sent_twice(string how)
    {
        var never = new TaskCompletionSource();
        await using var gateway = await Receiver.StartAsync(async (_, response) =>
        {
            response.StatusCode = 500;
            await (how switch
            {
                "fails" => Task.CompletedTask,
                "hangs" => never.Task,
                _ => Break(response),
            });
        });
        await using var accounts = await OpenAsync(gateway);
        await accounts.SentAsync(await accounts.FindAsync("member4"), CodeChannel.Text);

        var sending = SendDueAsync(accounts);
        await gateway.Reached;
        accounts.Clock.Advance(how == "hangs" ? TimeSpan.FromSeconds(16) : TimeSpan.Zero);
        await sending;
        accounts.Clock.Advance(TimeSpan.FromMinutes(2));
        await SendDueAsync(accounts);

        gateway.Requests.Should().ContainSingle();
        (await RowAsync(accounts)).Should().Match<OutboxRow>(row => row.State == OutboxState.Dead && row.Payload == null);
        never.SetResult();
    }

    [Fact]
    public async Task A_text_whose_sender_died_on_the_way_is_not_sent_again_by_the_next()
    {
        var never = new TaskCompletionSource();
        await using var gateway = await Receiver.StartAsync((_, _) => never.Task);
        await using var accounts = await OpenAsync(gateway);
        await using var later = await OpenAsync(gateway, new FakeTimeProvider(Assistant.Start.AddMinutes(2)));
        await accounts.SentAsync(await accounts.FindAsync("member4"), CodeChannel.Text);
        var dying = SendDueAsync(accounts);
        await gateway.Reached;

        await SendDueAsync(later);

        gateway.Requests.Should().ContainSingle();
        (await RowAsync(later)).State.Should().Be(OutboxState.Dead);
        never.SetResult();
        await dying;
    }

    [Fact]
    public async Task A_gateway_that_is_not_reached_is_tried_again()
    {
        await using var accounts = await OpenAsync("http://127.0.0.1:9", null);
        await accounts.SentAsync(await accounts.FindAsync("member4"), CodeChannel.Text);

        await SendDueAsync(accounts);

        (await RowAsync(accounts)).State.Should().Be(OutboxState.Due);
    }

    [Theory]
    [InlineData("Sms:AccountSid", "12345", "Sms:AccountSid must be AC and 32 hexadecimal digits")]
    [InlineData("Sms:KeySid", "AC00000000000000000000000000000001", "Sms:KeySid must be SK")]
    [InlineData("Sms:Secret", "", "Sms:Secret is not")]
    [InlineData("Sms:From", "5105550199", "Sms:From is \"5105550199\"")]
    [InlineData("Sms:From", "", "Sms:From or Sms:MessagingServiceSid must be set")]
    [InlineData("Sms:BaseUrl", "http://sms.plan.test", "Sms:BaseUrl is refused (NotHttps)")]
    [InlineData("Sms:BaseUrl", "sms", "Sms:BaseUrl is \"sms\"")]
    public async Task A_wrong_setting_is_told_in_a_sentence(string setting, string value, string sentence)
    {
        await using var storage = TestStorage.Create(await _database.AllSettingsAsync(
            ("Sms:AccountSid", Sid), ("Sms:Secret", Secret), ("Sms:From", "+15105550199"), (setting, value)));

        var read = () => storage.Get<IOptions<TextOptions>>().Value;

        read.Should().Throw<OptionsValidationException>().WithMessage($"*{sentence}*");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>Answers in this order, and with the last one from then on. A 429 asks for half a minute.</summary>
    private static Task<Receiver> GatewayAsync(params (int Status, string Body)[] answers)
    {
        var given = 0;

        return Receiver.StartAsync(async (_, response) =>
        {
            var (status, body) = answers[Math.Min(given++, answers.Length - 1)];
            response.StatusCode = status;
            response.ContentType = "application/json";
            if (status == 429)
            {
                response.Headers.RetryAfter = "30";
            }

            await response.WriteAsync(body);
        });
    }

    private static Task Break(HttpResponse response)
    {
        response.HttpContext.Abort();

        return Task.CompletedTask;
    }

    private static Dictionary<string, string> FormOf(Received request) => QueryHelpers.ParseQuery(request.Text).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    private Task<TestAccounts> OpenAsync(Receiver gateway, params (string, string)[] more) => OpenAsync(gateway.Origin, null, more);

    private Task<TestAccounts> OpenAsync(Receiver gateway, FakeTimeProvider clock) => OpenAsync(gateway.Origin, clock);

    private Task<TestAccounts> OpenAsync(string origin, FakeTimeProvider? clock, params (string, string)[] more) => TestAccounts.OpenAsync(
        _database, clock, _logs,
        [("Sms:AccountSid", Sid), ("Sms:Secret", Secret), ("Sms:From", "+15105550199"), ("Sms:BaseUrl", origin), ("Outbound:TrustedOrigins:0", origin), .. more]);

    private static Task<int> SendDueAsync(TestAccounts accounts) => accounts.Get<MessageSender>().SendDueAsync(Now);

    private static async Task<OutboxRow> RowAsync(TestAccounts accounts)
    {
        await using var rows = accounts.Get<IAssistantDatabase>().Context();
        return await rows.Outbox.AsNoTracking().SingleAsync(Now);
    }
}
