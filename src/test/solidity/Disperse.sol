// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Transfers to many in one transaction, all or nothing: what a push of payouts costs at least.
contract Disperse {
    function disperse(IERC20 token, address[] calldata recipients, uint256[] calldata amounts) external {
        for (uint256 i = 0; i < recipients.length; ++i) {
            require(token.transferFrom(msg.sender, recipients[i], amounts[i]), "refused");
        }
    }
}
