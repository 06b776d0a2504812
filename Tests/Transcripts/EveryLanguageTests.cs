using FluentAssertions;
using Tests.Given;
using Xunit;

namespace Tests.Transcripts;

/// <summary>Members who have asked for another language, and still answer in English: everything goes the same way, and not one sentence is English.</summary>
public class EveryLanguageTests
{
    /// <summary>These are about languages themselves, or already told in one.</summary>
    private static readonly string[] OwnLanguage = ["language/", "es/", "asking-the-helper/bot-help-language.txt"];

    /// <summary>Who cries for help in English is answered in English, whatever was spoken before; these go another way by that.</summary>
    private static readonly string[] CryForHelp =
        ["live-agent/person-again-after-the-chat.txt", "safety/poison-in-the-checklist.txt", "safety/despair-in-a-fix.txt", "safety/chest-pain-in-a-step.txt", "safety/violence.txt"];

    /// <summary>The lines of the review and of what can be taken off are named in the member's language only.</summary>
    private static readonly string[] NamesALine = ["checklist/edit-by-choice.txt", "second-factor/remove-last-leave.txt"];

    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var locale in Assistant.Knowledge.Locales.All.Where(locale => locale.Id != KnowledgeBase.Wordings.Locale.Fallback))
            {
                foreach (var file in TranscriptFile.Names.Where(name => !OwnLanguage.Concat(CryForHelp).Concat(NamesALine).Any(own => name.StartsWith(own, StringComparison.Ordinal))))
                {
                    data.Add(locale.Id, file);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Goes_the_same_way_in_another_language(string locale, string file)
    {
        var transcript = TranscriptFile.Read(file);

        var differences = await TranscriptRun.OfAsync(transcript, locale);

        differences.Should().BeEmpty("{0} is \"{1}\" in '{2}'", file, transcript.Title, locale);
    }
}
