using System.Text;
using Engine.Conversations;
using Engine.Journeys;
using Engine.Members;
using Engine.Replies;
using Engine.Turns;
using Engine.Understanding;
using FluentAssertions;
using KnowledgeBase.Recognition;
using Stateless;
using Tests.Fakes;
using Tests.Given;
using Tests.Transcripts;
using Xunit;

namespace Tests.Turns;

public class AccountCallTests
{
    [Fact]
    public async Task A_step_that_calls_goes_on_by_the_answer_in_the_same_turn()
    {
        var assistant = await AtCodeAsync();

        await assistant.HearsAsync(assistant.Accounts.FillIn("it says {email-code}"));

        assistant.Conversation.Talk.Top!.Step.Should().Be("proven");
        assistant.Conversation.Proofs.Should().ContainSingle().Which.Method.Should().Be(ProofMethod.Email);
    }

    [Theory]
    [InlineData("11111111")]
    [InlineData("1111 1112")]
    [InlineData("३१४१५९२७")]
    [InlineData("my code is 3141-5927, I think")]
    public async Task What_was_typed_as_a_code_is_nowhere_in_what_is_stored(string typed)
    {
        var assistant = await AtCodeAsync();

        await assistant.HearsAsync(typed);

        assistant.Conversation.Talk.Top!.Step.Should().Be("ask-code");
        assistant.Accounts.Calls.Should().Contain(call => call.Name == "verify-code");
        var stored = Encoding.UTF8.GetString(ConversationJson.Write(assistant.Conversation)) + string.Concat(assistant.Store.Entries.Select(entry => entry.Text + entry.ChannelData));
        stored.Should().NotContain(typed).And.NotContain("1111").And.NotContain("5927");
        assistant.Store.Entries[^2].Text.Should().Be("[removed: code]");
    }

    [Fact]
    public async Task A_code_in_the_channels_own_data_is_not_kept_either()
    {
        var assistant = await AtCodeAsync();

        await assistant.TakeAsync(assistant.Message(MessageKind.Said) with { Text = "11111111", ChannelData = """{"copy":"11111111"}""" });

        assistant.Store.Entries.Should().NotContain(entry => entry.ChannelData != null && entry.ChannelData.Contains("1111"));
    }

    [Fact]
    public async Task The_same_message_carries_the_same_key_and_another_message_another()
    {
        var assistant = await AtCodeAsync();
        var message = assistant.Message(MessageKind.Said) with { Text = "11111111" };
        await assistant.TakeAsync(message);
        var first = assistant.Accounts.Calls[^1];

        await assistant.HearsAsync("11111111");
        var other = new Assistant(assistant.Accounts, new Probe());
        await BeginAsync(other);
        var second = assistant.Accounts.Calls[^1];

        second.Key.Should().NotBe(first.Key);
        assistant.Accounts.Calls.Select(call => call.Key).Where(key => key == first.Key).Should().HaveCount(1);
    }

    [Fact]
    public async Task A_turn_that_was_overtaken_runs_again_and_does_not_spend_the_code_twice()
    {
        var assistant = await AtCodeAsync();
        var (knowledge, recogniser) = (Assistant.Knowledge, Assistant.Recogniser);
        var store = new RacedStore();
        await store.TrySaveAsync(new FinishedTurn(assistant.Conversation with { Version = 1 }, [], []), CancellationToken.None);
        var turns = new TurnHandler(store, new Listener(knowledge, recogniser), new Dialogue(knowledge, new JourneyCatalog([new Probe()])), new AccountCalls(assistant.Accounts), new TicketWriter(knowledge), assistant.Clock);
        store.Rival = () => turns.HandleAsync(assistant.Message(MessageKind.DeviceTold) with { Device = new DeviceFacts(null, null, null, null, "iPad", null) }, CancellationToken.None);

        await turns.HandleAsync(assistant.Message(MessageKind.Said) with { Text = assistant.Accounts.FillIn("{email-code}") }, CancellationToken.None);

        var after = (await store.LoadAsync(assistant.Key, CancellationToken.None))!;
        after.Version.Should().Be(3);
        after.Talk.Top!.Step.Should().Be("proven");
        assistant.Accounts.Calls.Count(call => call.Name == "verify-code").Should().Be(2);
    }

    [Fact]
    public async Task After_a_quarter_of_an_hour_of_silence_nothing_counts_as_proven()
    {
        var assistant = await AtCodeAsync();
        await assistant.HearsAsync(assistant.Accounts.FillIn("{email-code}"));

        assistant.Clock.Advance(TimeSpan.FromMinutes(15));
        await assistant.HearsAsync("hm");

        assistant.Conversation.Proofs.Should().BeEmpty();
    }

    [Fact]
    public async Task Going_back_does_not_take_a_proof_away_or_bring_one_back()
    {
        var assistant = await AtCodeAsync();
        await assistant.HearsAsync(assistant.Accounts.FillIn("{email-code}"));

        await assistant.HearsAsync("go back");

        assistant.Conversation.Talk.Top!.Step.Should().Be("ask-code");
        assistant.Conversation.Proofs.Should().ContainSingle();
    }

    [Fact]
    public async Task Accounts_that_are_not_there_are_an_answer_like_any_other()
    {
        var assistant = await AtCodeAsync();
        assistant.Accounts.AreDown = true;

        await assistant.HearsAsync("12345678");

        assistant.Conversation.Talk.Top!.Step.Should().Be("down");
    }

    private static async Task<Assistant> AtCodeAsync()
    {
        var assistant = new Assistant(null, new Probe());
        AccountScene.Set(assistant.Accounts, "the accounts are a sandbox with member1 plain").Should().BeTrue();
        await BeginAsync(assistant);

        return assistant;
    }

    /// <summary>Puts the probe on top as a stored conversation would have it, and lets it run to its question.</summary>
    private static async Task BeginAsync(Assistant assistant)
    {
        await assistant.JoinedAsync();
        var at = assistant.Conversation;
        var probe = at with { Version = at.Version + 1, Talk = at.Talk.Push(new Frame("probe", "")) };
        (await assistant.Store.TrySaveAsync(new FinishedTurn(probe, [], []), CancellationToken.None)).Should().Be(SaveOutcome.Saved);
        await assistant.ToldAsync(new DeviceFacts("Firefox", "140", "Linux", null, null, "web"));
        await assistant.HearsAsync("say that again");
    }

    /// <summary>The smallest journey that asks for a code.</summary>
    private sealed class Probe : Journey<Probe.Step, Probe.Signal>
    {
        internal enum Step { Find, Send, AskCode, Check, Proven, Down }

        internal enum Signal { Found, Sent, Typed, Right, NotRight, Failed, Done }

        protected override IReadOnlyCollection<Step> Silent => [Step.Find, Step.Send, Step.Check];

        protected override IReadOnlyCollection<Step> Endings => [];

        protected override void Map(StateMachine<Step, Signal> machine)
        {
            machine.Configure(Step.Find).Permit(Signal.Found, Step.Send).Permit(Signal.Failed, Step.Down);
            machine.Configure(Step.Send).Permit(Signal.Sent, Step.AskCode).Permit(Signal.Failed, Step.Down);
            machine.Configure(Step.AskCode).Permit(Signal.Typed, Step.Check);
            machine.Configure(Step.Check).Permit(Signal.Right, Step.Proven).Permit(Signal.NotRight, Step.AskCode).Permit(Signal.Failed, Step.Down);
            machine.Configure(Step.Proven).Permit(Signal.Done, Step.Down);
        }

        protected override Signal? Hear(Step at, Heard heard) => at == Step.AskCode && heard.Meaning.Typed is not null ? Signal.Typed : null;

        protected override Arrival ArriveAt(Step at, Talk talk, Scene scene) => at switch
        {
            Step.Find => new Arrival.Call(new AccountCall.Find(new Identifier(IdentifierKind.Email, "member1@example.org"))),
            Step.Send => new Arrival.Call(new AccountCall.SendCode(talk.Top!.Note("account")!, CodeChannel.Email, CodePurpose.Recovery)),
            Step.Check => new Arrival.Call(new AccountCall.VerifyCode(talk.Top!.Note("challenge")!)),
            _ => base.ArriveAt(at, talk, scene),
        };

        protected override Signal HearAnswer(Step at, Answered answered) => answered.Answer switch
        {
            Found => Signal.Found,
            CodeSending.Sent => Signal.Sent,
            CodeCheck.Right => Signal.Right,
            CodeCheck => Signal.NotRight,
            _ => Signal.Failed,
        };

        protected override Talk NoteAnswer(Step at, Signal signal, Answered answered) => answered.Answer switch
        {
            Found found => answered.Talk.WithTop(answered.Frame.WithNote("account", found.Account)),
            CodeSending.Sent sent => answered.Talk.WithTop(answered.Frame.WithNote("challenge", sent.Challenge)),
            _ => answered.Talk,
        };

        protected override Line SayAt(Step at, Talk talk, Scene scene) => at == Step.AskCode ? new Line("global.hold-on") { Asked = Asked.Code } : new Line("global.help");
    }
}
