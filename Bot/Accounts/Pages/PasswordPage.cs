using Bot.Accounts.Model;
using Bot.Accounts.Rules;
using Bot.Accounts.Sandbox;
using Bot.Storage;
using Engine.Members;
using KnowledgeBase.Wordings;
using Microsoft.AspNetCore.Identity;

namespace Bot.Accounts.Pages;

/// <summary>Sets a new password from a one-time page. It ends all sessions and unlocks, and signs nobody in.</summary>
internal sealed class PasswordPage(UserManager<SandboxMember> members, IAssistantDatabase database, OncePages once, SentCodes codes, MemberMail mail, CodeRules rules)
{
    /// <summary>From the portal's own "forgot password": a link to the stored email address, or to nobody.</summary>
    internal async Task SendLinkAsync(string user, string source, string language, CancellationToken cancellation)
    {
        var identifier = new Identifier(user.Contains('@', StringComparison.Ordinal) ? IdentifierKind.Email : IdentifierKind.UserName, user);
        var errand = new Errand($"portal/{AccountKeys.NewId()}", AccountKeys.NewId()) { Source = source, Locale = language };
        await database.WriteAsync(
            async (connection, cancel) =>
            {
                var account = await SandboxMembers.FindAsync(connection, identifier, cancel) ?? "?" + user.Trim().ToUpperInvariant();
                var member = await SandboxMembers.CardAsync(connection, account, cancel);
                var canReset = member is { IsSwitchedOff: false, IdentityProvider: null };
                if ((await codes.MakeAsync(connection, errand, account, CodeChannel.Email, "portal reset", member?.Email, cancel)).Code is not null)
                {
                    // The page is made for nobody, too; its address goes nowhere.
                    var page = await once.AddAsync(connection, errand, account, PageKind.SetPassword, null, null, cancel);
                    await mail.SendLinkAsync(connection, canReset ? member : null, page.Address, rules.PageLifetime, errand, cancel);
                }

                return 0;
            },
            cancellation);
    }

    /// <summary>Null when it is set; else which sentence says why not.</summary>
    internal async Task<string?> SetAsync(string page, string account, string password, string again, CancellationToken cancellation)
    {
        if (password != again)
        {
            return "text-password-differs";
        }

        if (await members.FindByIdAsync(account) is not { IsSwitchedOff: false, IdentityProvider: null } member)
        {
            return "text-off";
        }

        if (password.Contains(member.UserName!, StringComparison.OrdinalIgnoreCase) || !(await IsStrongAsync(member, password)))
        {
            return "text-password-weak";
        }

        // Hashed before the row is taken: hashing takes long on purpose.
        var hash = members.PasswordHasher.HashPassword(member, password);
        await database.WriteAsync(
            async (connection, cancel) =>
            {
                if (await once.FinishAsync(connection, page, cancel))
                {
                    await connection.ChangeAsync(
                        """
                        UPDATE "SandboxMembers" SET "PasswordHash" = @hash, "SecurityStamp" = @stamp, "ConcurrencyStamp" = @stamp, "LockoutEnd" = NULL, "AccessFailedCount" = 0 WHERE "Id" = @id
                        """,
                        cancel, ("hash", hash), ("stamp", AccountKeys.NewId()), ("id", account));
                    await mail.NotifyAsync(connection, (await SandboxMembers.CardAsync(connection, account, cancel))!, "password-changed", Values.None, new Errand("portal", ""), cancel);
                }

                return 0;
            },
            cancellation);

        return null;
    }

    private async Task<bool> IsStrongAsync(SandboxMember member, string password)
    {
        foreach (var validator in members.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(members, member, password)).Succeeded)
            {
                return false;
            }
        }

        return true;
    }
}
