using System.Text.Json;
using Engine.Members;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Accounts.Api;

/// <summary>The contract that a plan's accounts serve (<c>docs/accounts-api</c>), served by the sandbox. Only whoever has <c>Accounts:Key</c> is heard.</summary>
internal static class AccountsApi
{
    private const int MostBytes = 32 * 1024;
    private const int LongestKey = 128;
    private const string Bearer = "Bearer ";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(WireForm.Version).WithMetadata(new RequestSizeLimitAttribute(MostBytes)).AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            http.Response.Headers.CacheControl = "no-store";
            var given = http.Request.Headers.Authorization.ToString();

            return given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && await http.RequestServices.GetRequiredService<CallSignature>().IsGoodAsync(given[Bearer.Length..])
                ? await next(call)
                : Results.Problem("The call is not signed as the contract says.", statusCode: StatusCodes.Status401Unauthorized);
        });

        api.MapGet(ApiPaths.Capabilities, (IMemberAccounts accounts) => Results.Json(accounts.Capabilities, WireForm.Json));
        Map<FindRequest>(api, ApiPaths.Find, (accounts, call, errand, cancel) => accounts.FindAsync(call.Identifier, errand, cancel));
        Map<SendCodeRequest>(api, ApiPaths.SendCode, (accounts, call, errand, cancel) => accounts.SendCodeAsync(call.Account, call.Channel, call.Purpose, errand, cancel));
        Map<VerifyCodeRequest>(api, ApiPaths.VerifyCode, (accounts, call, errand, cancel) => accounts.VerifyCodeAsync(call.Challenge, errand, cancel));
        Map<VerifyFactorRequest>(api, ApiPaths.VerifyFactor, (accounts, call, errand, cancel) => accounts.VerifyFactorAsync(call.Account, call.Kind, errand, cancel));
        Map<AccountOnlyRequest>(api, ApiPaths.SendUserName, (accounts, call, errand, cancel) => accounts.SendUserNameAsync(call.Account, errand, cancel));
        Map<AccountOnlyRequest>(api, ApiPaths.LookAt, (accounts, call, errand, cancel) => accounts.LookAtAsync(call.Account, errand, cancel));
        Map<AccountOnlyRequest>(api, ApiPaths.StartReset, (accounts, call, errand, cancel) => accounts.StartResetAsync(call.Account, errand, cancel));
        Map<CheckPageRequest>(api, ApiPaths.CheckPage, (accounts, call, errand, cancel) => accounts.CheckPageAsync(call.Page, errand, cancel));
        Map<AccountOnlyRequest>(api, ApiPaths.Unlock, (accounts, call, errand, cancel) => accounts.UnlockAsync(call.Account, errand, cancel));
        Map<AddFactorRequest>(api, ApiPaths.AddFactor, (accounts, call, errand, cancel) => accounts.AddFactorAsync(call.Account, call.Factor, errand, cancel));
        Map<ConfirmFactorRequest>(api, ApiPaths.ConfirmFactor, (accounts, call, errand, cancel) => accounts.ConfirmFactorAsync(call.Factor, errand, cancel));
        Map<RemoveFactorRequest>(api, ApiPaths.RemoveFactor, (accounts, call, errand, cancel) => accounts.RemoveFactorAsync(call.Account, call.Factor, errand, cancel));
        Map<AccountOnlyRequest>(api, ApiPaths.MakeRecoveryCodes, (accounts, call, errand, cancel) => accounts.MakeRecoveryCodesAsync(call.Account, errand, cancel));
        Map<ChangeContactRequest>(api, ApiPaths.ChangeContact, (accounts, call, errand, cancel) => accounts.ChangeContactAsync(call.Account, call.Kind, call.Value, errand, cancel));
        Map<MailCardRequest>(api, ApiPaths.MailCard, (accounts, call, errand, cancel) => accounts.MailCardAsync(call.Account, call.Card, errand, cancel));
    }

    private static void Map<TCall>(RouteGroupBuilder api, string operation, Func<IMemberAccounts, TCall, Errand, CancellationToken, Task<AccountAnswer>> make)
        where TCall : AccountRequest =>
        api.MapPost(operation, async (HttpContext http, IMemberAccounts accounts) =>
        {
            var key = http.Request.Headers[WireForm.KeyHeader].ToString();
            if (key.Length is 0 or > LongestKey)
            {
                return Malformed($"{WireForm.KeyHeader} must have 1 to {LongestKey} characters.");
            }

            if (await ReadAsync<TCall>(http) is not { } call)
            {
                return Malformed("The body is not what the contract says.");
            }

            return Results.Json(await make(accounts, call, call.Errand.Read(operation, key), http.RequestAborted), WireForm.Json);
        });

    private static async Task<TCall?> ReadAsync<TCall>(HttpContext http)
        where TCall : AccountRequest
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<TCall>(http.Request.Body, WireForm.Json, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Malformed(string sentence) => Results.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);
}
