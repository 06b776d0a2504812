using KnowledgeBase.Facts;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>Reads <c>wordings/{locale}/*.yaml</c>: the file is the journey, each key a step. What people answer besides stands in <c>answers/{locale}</c>.</summary>
internal static class WordingReader
{
    internal static IReadOnlyDictionary<string, IReadOnlyList<Read<Wording>>> Read(ContentFolder content, LocaleList locales, FactLibrary facts)
    {
        var byLocale = new Dictionary<string, IReadOnlyList<Read<Wording>>>();
        foreach (var locale in locales.All)
        {
            var answers = AnswerReader.Read(content, locale);
            byLocale[locale.Id] =
            [
                .. from file in content.YamlFiles($"wordings/{locale.Id}")
                   from entry in file.Root.Map()
                   select new Read<Wording>(Read($"{file.Id}.{entry.Id()}", entry, locale, facts, answers), entry.Value),
            ];
            answers.FaultUntaken();
        }

        return byLocale;
    }

    private static Wording Read(string id, ContentEntry entry, Locale locale, FactLibrary facts, AnswerReader answers)
    {
        var node = entry.Value;

        return new Wording
        {
            Id = id,
            Say = Spoken(node.Required("say")),
            Rephrase = node.Optional("rephrase") is { } rephrase ? Spoken(rephrase) : null,
            Why = node.Optional("why") is { } why ? Spoken(why) : null,
            Steps = node.Optional("steps") is { } steps ? Steps(steps) : [],
            VariantSteps = node.Optional("variants") is { } variants ? Variants(variants) : new Dictionary<string, IReadOnlyList<string>>(),
            Choices = node.Optional("choices") is { } choices ? [.. choices.Map(atLeast: 1).Select(Choice)] : [],
            Line = entry.Line,
        };

        string Spoken(ContentNode text) => FactFiller.Fill(text, text.Text(), locale.Id, facts);

        IReadOnlyList<string> Steps(ContentNode list) => [.. list.List(atLeast: 1).Select(Spoken)];

        Dictionary<string, IReadOnlyList<string>> Variants(ContentNode map) => map.Map(atLeast: 1).ToDictionary(variant => variant.Id(), variant => Steps(variant.Value));

        WordingChoice Choice(ContentEntry choice)
        {
            var choiceId = choice.Id();
            var read = choice.Value.IsMap
                ? new WordingChoice(choiceId, Spoken(choice.Value.Required("label")), choice.Value.Optional("hears")?.DistinctTexts() ?? [])
                : new WordingChoice(choiceId, Spoken(choice.Value), []);

            return read with { Like = answers.Take(id, choiceId) };
        }
    }
}
