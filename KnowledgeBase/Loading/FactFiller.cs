using KnowledgeBase.Facts;
using KnowledgeBase.Wordings;

namespace KnowledgeBase.Loading;

/// <summary>Checks the placeholders of a text and fills in those that facts answer, so that only what a caller must give remains.</summary>
internal static class FactFiller
{
    internal static string Fill(ContentNode at, string text, string locale, FactLibrary facts)
    {
        if (Template.HasStrayBrace(text))
        {
            at.Fault("a brace is open or holds no placeholder name; write {name}, {fact:id} or {plan:key} in kebab-case");
        }

        return Template.Fill(text, name =>
        {
            var shown = facts.Show(name, locale);
            if (shown is null && name.Contains(':'))
            {
                at.Fault($"{{{name}}} is filled by no fact");
            }

            return shown;
        });
    }
}
